// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionChecks.h"

#include "engine/definition/ExpressionRules.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

QString assignmentMessage(const std::string &name)
{
    if (name == "vars")
        return tr("An expression cannot change “vars”; give variables their values in a node of the kind "
                  "Set variables.");
    if (name == "state")
        return tr("An expression cannot change “state”; give it its value in a node of the kind Set state.");
    return tr("An expression cannot change “%1”; change a copy of it.").arg(QString::fromStdString(name));
}

} // namespace

void checkExpressionRules(const Node &node, const std::vector<ExpressionToken> &tokens,
                          const std::string &path, ProblemList &problems)
{
    for (const ExpressionFlaw &flaw : expressionFlaws(tokens)) {
        const QString name = QString::fromStdString(flaw.name);
        switch (flaw.kind) {
        case ExpressionFlaw::Kind::Clock:
            problems.error("expression.clock", node,
                           tr("“%1” asks the clock, which tells another time in every replay; use now, the "
                              "time of the run.")
                               .arg(name),
                           path);
            break;
        case ExpressionFlaw::Kind::Random:
            problems.error(
                "expression.random", node,
                tr("“%1” gives another number in every replay; let an activity draw the number.").arg(name),
                path);
            break;
        case ExpressionFlaw::Kind::Outside:
            problems.error("expression.outside", node,
                           tr("“%1” is not there for expressions, which have no effect outside; use an "
                              "activity.")
                               .arg(name),
                           path);
            break;
        case ExpressionFlaw::Kind::Assignment:
            problems.error("expression.assignment", node, assignmentMessage(flaw.name), path);
            break;
        case ExpressionFlaw::Kind::UnknownName:
            // A warning, for a name may come from where only the language itself would find it.
            problems.warning("expression.unknownName", node,
                             tr("There is no “%1” in expressions; correct the name.").arg(name), path);
            break;
        }
    }
}

} // namespace perdura
