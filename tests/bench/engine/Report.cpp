// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/Report.h"

#include "tests/bench/engine/Stopwatch.h"

#include <array>
#include <cstdio>

namespace perdura::bench {

namespace {

struct Aim
{
    std::string_view figure;
    bool isAtLeast; ///< otherwise at most
    double value;
};

// On two cores. Source: what the engine is meant to reach.
constexpr auto aims = std::to_array<Aim>({
    {"chain_instances_per_s", true, 5'000},
    {"fanout_100k_seconds", false, 4},
    {"fanout_100k_peak_mb", false, 300},
    {"start_to_finish_p50_fdatasyncs", false, 3},
    {"start_to_finish_p99_fdatasyncs", false, 10},
    {"entity_signals_per_s", true, 50'000},
    {"recovery_100k_seconds", false, 2},
    {"history_growth_ratio", false, 1.1},
    {"bytes_per_chain_instance", false, 1'100},
    {"idle_cpu_percent", false, 1},
    {"idle_rss_mb", false, 60},
});

std::string aimOf(std::string_view figure, double value)
{
    const auto aim = std::ranges::find(aims, figure, &Aim::figure);
    if (aim == aims.end())
        return {};
    const bool isMet = aim->isAtLeast ? value >= aim->value : value <= aim->value;
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s %g  %s", aim->isAtLeast ? ">=" : "<=", aim->value,
                  isMet ? "met" : "missed");
    return text.data();
}

} // namespace

Figures medians(const std::vector<Figures> &runs)
{
    Figures result = Json::object();
    for (const auto &[name, first] : runs.front().items()) {
        std::vector<double> values;
        for (const Figures &run : runs)
            values.push_back(run.at(name).get<double>());
        result[name] = quantile(std::move(values), 0.5);
    }
    return result;
}

void addRatios(Figures &figures)
{
    const auto value = [&figures](const char *name) { return figures.value(name, 0.0); };
    if (figures.contains("limit_rows_per_s") && figures.contains("chain_rows_per_s"))
        figures["chain_rows_to_limit_ratio"] = value("chain_rows_per_s") / value("limit_rows_per_s");
    if (figures.contains("limit_rows_per_s") && figures.contains("events_per_s"))
        figures["events_to_limit_ratio"] = value("events_per_s") / value("limit_rows_per_s");
}

std::string table(const Figures &figures)
{
    std::string text;
    for (const auto &[name, value] : figures.items()) {
        std::array<char, 128> line{};
        if (value.is_string())
            std::snprintf(line.data(), line.size(), "%-36s %14s", name.c_str(),
                          value.get_ref<const std::string &>().c_str());
        else
            std::snprintf(line.data(), line.size(), "%-36s %14.6g  %s", name.c_str(), value.get<double>(),
                          aimOf(name, value.get<double>()).c_str());
        text += line.data();
        text += '\n';
    }
    return text;
}

} // namespace perdura::bench
