// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/SqlStatement.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

/// Walks through the text once; each take… function starts at m_at and leaves it behind what it took.
class SqlReader
{
public:
    explicit SqlReader(const QString &sql)
        : m_sql(sql)
    {}

    SqlStatement read()
    {
        while (m_at < m_sql.size()) {
            if (takeComment() || takeQuoted())
                continue;
            const QChar c = m_sql[m_at];
            if (c == u';')
                m_isEnded = true;
            else if (!c.isSpace())
                m_statement.hasSeveral |= m_isEnded;
            if (isWordCharacter(c))
                takeWord();
            else if (c == u':' || c == u'?')
                takePlaceholder();
            else
                take(1);
        }
        return std::move(m_statement);
    }

private:
    bool startsWith(QLatin1StringView text) const { return QStringView(m_sql).mid(m_at).startsWith(text); }
    void take(qsizetype count)
    {
        m_statement.text += QStringView(m_sql).mid(m_at, count);
        m_at += count;
    }
    bool takeComment()
    {
        const bool isLine = startsWith("--"_L1);
        if (!isLine && !startsWith("/*"_L1))
            return false;
        const qsizetype end = isLine ? m_sql.indexOf(u'\n', m_at) : m_sql.indexOf("*/"_L1, m_at + 2);
        m_statement.isUnfinished |= !isLine && end < 0;
        m_statement.text += u' ';
        m_at = end < 0 ? m_sql.size() : end + (isLine ? 1 : 2);
        return true;
    }
    bool takeQuoted()
    {
        const QChar quote = m_sql[m_at];
        if (quote != u'\'' && quote != u'"' && quote != u'`')
            return false;
        m_statement.hasSeveral |= m_isEnded;
        // A doubled quote ends one text and begins the next, which comes to the same.
        const qsizetype end = m_sql.indexOf(quote, m_at + 1);
        m_statement.isUnfinished |= end < 0;
        take((end < 0 ? m_sql.size() : end + 1) - m_at);
        return true;
    }
    void takeWord()
    {
        const QString word = wordAt(m_at).toString().toUpper();
        if (m_statement.words.size() < 2 || word == "INTO"_L1)
            m_statement.words << word;
        take(word.size());
    }
    void takePlaceholder()
    {
        if (m_sql[m_at] == u'?') {
            ++m_statement.positional;
            return take(1);
        }
        if (startsWith("::"_L1)) // a cast of PostgreSQL
            return take(2);
        const QString name = wordAt(m_at + 1).toString();
        if (!name.isEmpty() && !m_statement.named.contains(name))
            m_statement.named << name;
        take(1 + name.size());
    }
    QStringView wordAt(qsizetype begin) const
    {
        qsizetype end = begin;
        while (end < m_sql.size() && isWordCharacter(m_sql[end]))
            ++end;
        return QStringView(m_sql).mid(begin, end - begin);
    }

    const QString &m_sql;
    qsizetype m_at = 0;
    bool m_isEnded = false;
    SqlStatement m_statement;
};

} // namespace

SqlStatement SqlStatement::read(const QString &sql)
{
    return SqlReader(sql).read();
}

} // namespace perdura
