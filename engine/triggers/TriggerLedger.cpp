// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/triggers/TriggerLedger.h"

#include "engine/client/WorkspacePaths.h"
#include "engine/core/WholeFile.h"

#include <QFile>

namespace perdura {

namespace {

QByteArray line(const std::string &what, const std::string &value)
{
    return QByteArray::fromStdString(dumpJson(Json::array({what, value}))) + '\n';
}

} // namespace

TriggerLedger::TriggerLedger(const QString &workspace)
    : m_file(WorkspacePaths(workspace).hubFolder() + QStringLiteral("/triggers.jsonl"))
{
    m_writer.setMaxThreadCount(1);
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return;
    std::size_t lines = 0;
    while (!file.atEnd()) {
        const auto json = parseJson(file.readLine().toStdString());
        ++lines;
        if (!json || !json->is_array() || json->size() != 2 || !(*json)[0].is_string() ||
            !(*json)[1].is_string())
            continue;
        const auto what = (*json)[0].get<std::string>();
        if (auto value = (*json)[1].get<std::string>(); value.empty())
            m_entries.erase(what);
        else
            m_entries[what] = std::move(value);
    }
    file.close();
    if (lines <= 2 * m_entries.size() + 100)
        return;
    QByteArray text;
    for (const auto &[what, value] : m_entries)
        text += line(what, value);
    // If there is no space for it, the long file stays.
    [[maybe_unused]] const auto written = writeWhole(m_file, text);
}

TriggerLedger::~TriggerLedger()
{
    m_writer.waitForDone();
}

std::optional<std::string> TriggerLedger::find(const std::string &what) const
{
    const auto found = m_entries.find(what);
    return found == m_entries.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Instant> TriggerLedger::findInstant(const std::string &what) const
{
    const auto text = find(what);
    if (!text)
        return {};
    const auto instant = instantFromIso(*text);
    return instant ? std::optional(*instant) : std::nullopt;
}

std::vector<std::string> TriggerLedger::namesWith(const std::string &prefix) const
{
    std::vector<std::string> names;
    for (auto it = m_entries.lower_bound(prefix); it != m_entries.end() && it->first.starts_with(prefix);
         ++it)
        names.push_back(it->first);
    return names;
}

void TriggerLedger::set(const std::string &what, std::string value)
{
    if (find(what).value_or(std::string()) == value)
        return;
    if (value.empty())
        m_entries.erase(what);
    else
        m_entries[what] = value;
    m_writer.start([path = m_file, text = line(what, value)] {
        QFile file(path);
        // What cannot be written is forgotten with the process, which starts nothing twice.
        if (file.open(QIODevice::WriteOnly | QIODevice::Append))
            file.write(text);
    });
}

} // namespace perdura
