// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeReferences.h"

#include <QRegularExpression>
#include <QString>

namespace perdura {

using namespace Qt::StringLiterals;

namespace {

QString member(const QString &name)
{
    static const QRegularExpression identifier(u"^[A-Za-z_$][A-Za-z0-9_$]*$"_s);
    if (identifier.match(name).hasMatch())
        return u'.' + name;
    QString escaped = name;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u"[\""_s + escaped + u"\"]"_s;
}

QString reference(const QString &name)
{
    return u"nodes"_s + member(name);
}

QString unescaped(QString text)
{
    static const QRegularExpression escape(u"\\\\(.)"_s);
    return text.replace(escape, u"\\1"_s);
}

std::string renamedIn(const std::string &expression, const std::map<std::string, std::string> &names)
{
    static const QRegularExpression use(
        u"\\bnodes\\s*(?:\\.\\s*([A-Za-z_$][A-Za-z0-9_$]*)|\\[\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*\\]|\\[\\s*'((?:[^'\\\\]|\\\\.)*)'\\s*\\])"_s);
    const QString text = QString::fromStdString(expression);
    QString result;
    qsizetype end = 0;
    for (auto it = use.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString quoted = match.captured(2) + match.captured(3);
        const QString old = match.captured(1).isEmpty() ? unescaped(quoted) : match.captured(1);
        const auto name = names.find(old.toStdString());
        result += text.mid(end, match.capturedStart() - end);
        result += name == names.end() ? match.captured() : reference(QString::fromStdString(name->second));
        end = match.capturedEnd();
    }
    result += text.mid(end);
    return result.toStdString();
}

} // namespace

std::string nodeReference(const std::string &name)
{
    return reference(QString::fromStdString(name)).toStdString();
}

std::string memberReference(const std::string &name)
{
    return member(QString::fromStdString(name)).toStdString();
}

Json withRenamedReferences(const Json &value, const std::map<std::string, std::string> &names)
{
    if (value.is_string()) {
        const auto &text = value.get_ref<const std::string &>();
        return text.starts_with('=') ? Json(renamedIn(text, names)) : value;
    }
    Json result = value;
    if (value.is_structured()) {
        for (auto it = result.begin(); it != result.end(); ++it)
            *it = withRenamedReferences(*it, names);
    }
    return result;
}

} // namespace perdura
