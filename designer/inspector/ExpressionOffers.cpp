// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/inspector/ExpressionOffers.h"

#include "designer/document/DefinitionDocument.h"
#include "engine/definition/ExpressionCompletion.h"

#include <QCoreApplication>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ExpressionOffers", text);
}

struct KindLook
{
    QString icon;
    QString word;
};

KindLook lookOf(ExpressionCompletion::Kind kind)
{
    using enum ExpressionCompletion::Kind;
    switch (kind) {
    case Variable:
        return {u"variable"_s, tr("Variable")};
    case Node:
        return {u"workflow"_s, tr("Node")};
    case Member:
        return {u"braces"_s, tr("Member")};
    case Function:
        return {u"square-function"_s, tr("Function")};
    case Keyword:
        return {u"code"_s, tr("Keyword")};
    }
    Q_UNREACHABLE();
}

/// Bytes of UTF-8 as places of the text.
qsizetype placeOf(const std::string &expression, std::size_t byte)
{
    return QString::fromUtf8(expression.data(), qsizetype(byte)).size();
}

} // namespace

CompletionSource expressionOffers(DefinitionDocument *document, const NodeId &node, const QString &prefix)
{
    return [document = QPointer(document), node, prefix](const QString &pointer, const QString &text,
                                                         qsizetype caret) {
        TextCompletions offers;
        if (!document)
            return offers;
        const qsizetype mark = text.startsWith(u'=') ? 1 : 0;
        const std::string expression = text.mid(mark).toStdString();
        const std::size_t byte = text.mid(mark, caret - mark).toStdString().size();
        const ExpressionCompletions found =
            completionsFor({*document->definition(), document->catalog(), node,
                            QString(prefix + pointer).toStdString(), expression, byte});
        offers.start = mark + placeOf(expression, found.start);
        offers.length = mark + placeOf(expression, found.start + found.length) - offers.start;
        for (const ExpressionCompletion &item : found.items) {
            const KindLook look = lookOf(item.kind);
            offers.items.push_back({QString::fromStdString(item.label), QString::fromStdString(item.text),
                                    look.icon, look.word, item.detail, item.documentation});
        }
        return offers;
    };
}

} // namespace perdura
