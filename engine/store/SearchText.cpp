// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SearchText.h"

#include "engine/store/HistoryCodec.h"
#include "engine/store/PackedBytes.h"

#include <QStringList>

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Appends, until the text is as long as it may get.
class ReadableJson
{
public:
    void append(const Json &value)
    {
        if (isFull())
            return;
        if (value.is_object())
            appendObject(value);
        else if (value.is_array())
            appendArray(value);
        else if (value.is_string())
            appendText(value.get_ref<const std::string &>());
        else
            m_text += QString::fromStdString(dumpJson(value));
    }
    [[nodiscard]] QString take() { return m_text.left(searchedCharacters); }

private:
    [[nodiscard]] bool isFull() const { return m_text.size() >= searchedCharacters; }

    void appendObject(const Json &object)
    {
        m_text += u'{';
        bool isFirst = true;
        for (const auto &[key, member] : object.items()) {
            if (isFull())
                return;
            if (!std::exchange(isFirst, false))
                m_text += u',';
            appendText(key);
            m_text += u':';
            append(member);
        }
        m_text += u'}';
    }

    void appendArray(const Json &array)
    {
        m_text += u'[';
        bool isFirst = true;
        for (const Json &item : array) {
            if (isFull())
                return;
            if (!std::exchange(isFirst, false))
                m_text += u',';
            append(item);
        }
        m_text += u']';
    }

    void appendText(const std::string &text)
    {
        // A character takes four bytes at most, so none that counts is cut off.
        const auto bytes = std::min(text.size(), std::size_t(searchedCharacters) * 4);
        m_text += u'"' + QString::fromUtf8(text.data(), qsizetype(bytes)) + u'"';
    }

    QString m_text;
};

Json readJson(const QByteArray &text)
{
    if (text.isEmpty())
        return nullptr;
    return parseJson({text.constData(), std::size_t(text.size())}, storedJsonLimits).value_or(nullptr);
}

} // namespace

QString foldForSearch(const QString &text)
{
    QString folded = text.toCaseFolded();
    std::replace_if(
        folded.begin(), folded.end(),
        [](QChar character) { return character.category() == QChar::Other_Control; }, u' ');
    return folded;
}

QString searchableJson(const Json &value)
{
    if (value.is_null())
        return {};
    ReadableJson text;
    text.append(value);
    return text.take();
}

QString trigramQuery(const QString &folded)
{
    const auto characters = folded.toUcs4();
    QStringList trigrams;
    for (qsizetype at = 0; at + minSearchLength <= characters.size(); ++at) {
        QString trigram;
        for (qsizetype i = 0; i < minSearchLength; ++i)
            trigram += QStringView(QChar::fromUcs4(characters[at + i]));
        trigrams += u'"' + trigram.replace(u'"', u"\"\""_s) + u'"';
    }
    trigrams.removeDuplicates();
    return trigrams.join(u" AND "_s);
}

SearchTextReader::SearchTextReader(SqliteConnection &connection)
    : m_row(connection, u"SELECT start_input, custom_status, failure_message FROM instances WHERE key = ?"_s)
    , m_ends(connection, u"SELECT events FROM history WHERE instance = ? AND first IN "
                         "(0, (SELECT max(first) FROM history WHERE instance = ?)) ORDER BY first"_s)
{}

Result<QString> SearchTextReader::text(InstanceKey instance)
{
    if (auto done = m_row.run(instance); !done)
        return fail(done.error());
    if (!m_row.next())
        return m_row.error() ? Result<QString>(fail(*m_row.error())) : QString();
    Json input = readJson(m_row.bytes(0));
    const Json customStatus = readJson(m_row.bytes(1));
    const QString failure = QString::fromStdString(m_row.text(2)).left(searchedCharacters);
    m_row.finish();
    Json output;
    if (auto read = readEnds(instance, input, output); !read) {
        // What can be read of it is searched all the same.
        const ErrorCode code = read.error().code;
        if (code != ErrorCode::Damaged && code != ErrorCode::Unsupported)
            return fail(read.error());
    }
    QStringList lines;
    for (const QString &part :
         {searchableJson(input), searchableJson(output), searchableJson(customStatus), failure}) {
        if (!part.isEmpty())
            lines += foldForSearch(part);
    }
    return lines.join(u'\n');
}

Result<void> SearchTextReader::readEnds(InstanceKey instance, Json &input, Json &output)
{
    if (auto done = m_ends.run(instance, instance); !done)
        return done;
    while (m_ends.next()) {
        History events;
        if (auto unpacked = unpackEvents(m_ends.bytes(0), {}, events); !unpacked) {
            m_ends.finish();
            return unpacked;
        }
        for (HistoryEvent &event : events) {
            if (auto *started = std::get_if<ExecutionStarted>(&event.data))
                input = std::move(started->input);
            else if (auto *completed = std::get_if<ExecutionCompleted>(&event.data))
                output = std::move(completed->result);
        }
    }
    const auto error = m_ends.error();
    return error ? Result<void>(fail(*error)) : Result<void>();
}

} // namespace perdura
