// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/JsonText.h"

#include <QCoreApplication>
#include <QString>

namespace perdura {
namespace {

/// Cuts at a boundary of characters, so that the rest stays valid UTF-8.
std::string firstBytes(const std::string &text, std::size_t count)
{
    if (text.size() <= count)
        return text;
    while (count > 0 && (static_cast<unsigned char>(text[count]) & 0xC0) == 0x80)
        --count;
    return text.substr(0, count);
}

class BoundedWriter
{
public:
    explicit BoundedWriter(std::size_t maximum)
        : m_maximum(maximum)
    {}

    void write(const Json &value, int depth)
    {
        if (isFull())
            return;
        if (value.is_object())
            writeObject(value, depth);
        else if (value.is_array())
            writeArray(value, depth);
        else if (value.is_string())
            writeText(value.get_ref<const std::string &>());
        else
            put(dumpJson(value));
    }

    BoundedText take() { return {std::move(m_text), m_cut}; }

private:
    bool isFull()
    {
        if (m_text.size() < m_maximum)
            return false;
        m_cut = true;
        return true;
    }

    void put(const std::string &text)
    {
        const std::size_t room = m_maximum > m_text.size() ? m_maximum - m_text.size() : 0;
        m_cut = m_cut || text.size() > room;
        m_text += firstBytes(text, room);
    }

    void writeText(const std::string &text) { put(dumpJson(Json(firstBytes(text, m_maximum)))); }

    void newLine(int depth) { put("\n" + std::string(std::size_t(depth) * 2, ' ')); }

    void writeObject(const Json &value, int depth)
    {
        if (value.empty())
            return put("{}");
        put("{");
        bool first = true;
        for (const auto &[key, item] : value.items()) {
            if (isFull())
                return;
            if (!first)
                put(",");
            first = false;
            newLine(depth + 1);
            writeText(key);
            put(": ");
            write(item, depth + 1);
        }
        newLine(depth);
        put("}");
    }

    void writeArray(const Json &value, int depth)
    {
        if (value.empty())
            return put("[]");
        put("[");
        bool first = true;
        for (const Json &item : value) {
            if (isFull())
                return;
            if (!first)
                put(",");
            first = false;
            newLine(depth + 1);
            write(item, depth + 1);
        }
        newLine(depth);
        put("]");
    }

    std::size_t m_maximum;
    std::string m_text;
    bool m_cut = false;
};

std::string counted(const char *text, std::size_t count)
{
    return QCoreApplication::translate("JsonText", text, nullptr, int(count))
        .replace(QLatin1StringView("%1"), QString::number(count))
        .toStdString();
}

} // namespace

BoundedText boundedJsonText(const Json &value, std::size_t maximumBytes)
{
    BoundedWriter writer(maximumBytes);
    writer.write(value, 0);
    return writer.take();
}

std::string shortJsonText(const Json &value, std::size_t maximumBytes)
{
    if (value.is_object())
        return value.empty() ? "{}"
                             : counted(value.size() == 1 ? "{1 member}" : "{%1 members}", value.size());
    if (value.is_array())
        return value.empty() ? "[]" : counted(value.size() == 1 ? "[1 item]" : "[%1 items]", value.size());
    if (!value.is_string())
        return dumpJson(value);
    const std::string &text = value.get_ref<const std::string &>();
    const std::string head = firstBytes(text, maximumBytes);
    return dumpJson(Json(head)) + (head.size() < text.size() ? "…" : "");
}

} // namespace perdura
