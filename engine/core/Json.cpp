// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Json.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Json", text);
}

/// Builds the value while the text is read. Unlike the library's own builder it finds repeated members of
/// large objects without searching from the front each time, so that hostile text cannot make reading
/// quadratic.
class Builder
{
public:
    enum class Fault { None, Syntax, TooDeep };

    Builder(Json &root, int maxDepth)
        : m_root(root)
        , m_maxDepth(maxDepth)
    {}

    [[nodiscard]] Fault fault() const { return m_fault; }
    [[nodiscard]] std::size_t faultByte() const { return m_faultByte; }

    bool null() { return put(nullptr); }
    bool boolean(bool value) { return put(value); }
    bool number_integer(Json::number_integer_t value) { return put(value); }
    bool number_unsigned(Json::number_unsigned_t value) { return put(value); }
    bool number_float(Json::number_float_t value, const std::string &) { return put(value); }
    bool string(std::string &value) { return put(std::move(value)); }
    bool binary(Json::binary_t &) { return false; }
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string &name)
    {
        Level &level = m_open.back();
        auto &members = level.value->get_ref<Json::object_t &>();
        if (Json *known = level.find(name, members)) {
            level.member = known; // the last one of equal names counts
            return true;
        }
        // The end is where the map's own insertion would put it, after a search that find() has spared.
        members.emplace_back(std::move(name), Json());
        level.remember(members);
        level.member = &members.back().second;
        return true;
    }

    bool parse_error(std::size_t byte, const std::string &, const nlohmann::detail::exception &)
    {
        m_fault = Fault::Syntax;
        m_faultByte = byte > 0 ? byte - 1 : 0;
        return false;
    }

private:
    struct Level
    {
        Json *value = nullptr;
        Json *member = nullptr; ///< where the value of the last key goes; objects only
        std::unordered_map<std::string, std::size_t> indexOf; ///< filled from the size on at which it pays

        static constexpr std::size_t indexedFrom = 16;

        Json *find(const std::string &name, Json::object_t &members) const
        {
            if (indexOf.empty()) {
                const auto found = std::find_if(members.begin(), members.end(),
                                                [&name](const auto &known) { return known.first == name; });
                return found == members.end() ? nullptr : &found->second;
            }
            const auto found = indexOf.find(name);
            return found == indexOf.end() ? nullptr
                                          : &(members.begin() + std::ptrdiff_t(found->second))->second;
        }

        void remember(const Json::object_t &members)
        {
            if (members.size() < indexedFrom)
                return;
            for (std::size_t i = indexOf.size(); i < members.size(); ++i)
                indexOf.emplace((members.begin() + std::ptrdiff_t(i))->first, i);
        }
    };

    Json *place(Json &&value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        Level &level = m_open.back();
        if (level.value->is_array())
            return &level.value->emplace_back(std::move(value));
        *level.member = std::move(value);
        return level.member;
    }

    bool put(Json value)
    {
        place(std::move(value));
        return true;
    }

    bool open(Json value)
    {
        if (int(m_open.size()) >= m_maxDepth) {
            m_fault = Fault::TooDeep;
            return false;
        }
        Level level;
        level.value = place(std::move(value));
        m_open.push_back(std::move(level));
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    Json &m_root;
    int m_maxDepth;
    std::vector<Level> m_open;
    Fault m_fault = Fault::None;
    std::size_t m_faultByte = 0;
};

struct Position
{
    std::size_t line = 1;
    std::size_t column = 1;
};

Position positionAt(std::string_view text, std::size_t byte)
{
    Position position;
    for (std::size_t i = 0; i < std::min(byte, text.size()); ++i) {
        if (text[i] == '\n') {
            ++position.line;
            position.column = 1;
        } else {
            ++position.column;
        }
    }
    return position;
}

} // namespace

Result<Json> parseJson(std::string_view text, const JsonLimits &limits)
{
    if (text.size() > limits.maxBytes) {
        return fail(ErrorCode::InvalidJson, tr("The JSON text has %1 MB; the limit is %2 MB.")
                                                .arg(text.size() / 1048576)
                                                .arg(limits.maxBytes / 1048576));
    }
    Json root;
    Builder builder(root, limits.maxDepth);
    if (Json::sax_parse(text, &builder))
        return root;
    if (builder.fault() == Builder::Fault::TooDeep) {
        return fail(ErrorCode::InvalidJson,
                    tr("The JSON text nests more than %1 levels deep; flatten it.").arg(limits.maxDepth));
    }
    const Position at = positionAt(text, builder.faultByte());
    if (builder.faultByte() >= text.size()) {
        return fail(ErrorCode::InvalidJson,
                    tr("The JSON text ends too early, at line %1, column %2.").arg(at.line).arg(at.column));
    }
    return fail(ErrorCode::InvalidJson,
                tr("The text is not valid JSON at line %1, column %2.").arg(at.line).arg(at.column));
}

std::string dumpJson(const Json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string prettyJson(const Json &value)
{
    return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

} // namespace perdura
