// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/EntityChecks.h"

#include "tests/crash/CrashEntities.h"

#include <map>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The numbers that a ledger has of each sender, in the ledger's order.
using Numbers = std::map<std::string, std::vector<int>>;

class Checker
{
public:
    Checker(StoreReader &reader, int starts)
        : m_reader(reader)
        , m_starts(starts)
    {}

    void checkThatNothingIsLeft();
    void checkLedgers();
    void checkAccounts();
    void checkClients(const std::set<int> &acknowledged);
    [[nodiscard]] QStringList flaws() const { return m_flaws; }

private:
    [[nodiscard]] Json stateOf(const EntityId &id);
    [[nodiscard]] Numbers numbersOf(const EntityId &ledger);
    void compare(const EntityId &entity, const std::string &what, const std::vector<int> &is,
                 const std::vector<int> &expected);
    void flaw(const QString &what) { m_flaws += what; }

    StoreReader &m_reader;
    int m_starts;
    QStringList m_flaws;
};

QString list(const std::vector<int> &numbers)
{
    QStringList texts;
    for (const int number : numbers)
        texts += QString::number(number);
    return texts.join(u' ');
}

std::vector<int> numbersUpTo(int end, int step = 1)
{
    std::vector<int> numbers;
    for (int i = 0; i < end; i += step)
        numbers.push_back(i);
    return numbers;
}

Json Checker::stateOf(const EntityId &id)
{
    const auto info = m_reader.entity(id);
    return info ? info->state : Json();
}

Numbers Checker::numbersOf(const EntityId &ledger)
{
    Numbers numbers;
    for (const Json &entry : stateOf(ledger))
        numbers[entry.at(0).get<std::string>()].push_back(entry.at(1).get<int>());
    return numbers;
}

void Checker::compare(const EntityId &entity, const std::string &what, const std::vector<int> &is,
                      const std::vector<int> &expected)
{
    if (is != expected) {
        flaw(u"%1: %2 has %3 instead of %4"_s.arg(QString::fromStdString(toText(entity)),
                                                  QString::fromStdString(what), list(is), list(expected)));
    }
}

void Checker::checkThatNothingIsLeft()
{
    if (!m_reader.entityInbox()->empty() || !m_reader.entityTimers()->empty())
        flaw(u"messages wait"_s);
    EntityQuery all;
    all.includesTransient = true;
    all.limit = 1000;
    const auto page = m_reader.entities(all);
    for (const EntityInfo &entity : page->entities) {
        const QString name = QString::fromStdString(toText(entity.id));
        if (!entity.exists)
            flaw(name + u": a record without state"_s);
        if (entity.queueLength > 0)
            flaw(name + u": messages wait"_s);
        if (!entity.lockedBy.value.empty())
            flaw(name + u": is locked by "_s + entity.lockedBy.toQString());
    }
}

void Checker::checkLedgers()
{
    int senders = 0;
    for (int i = 0; i < ledgerCount; ++i) {
        const EntityId ledger = ledgerNumber(i);
        Numbers echo = numbersOf(echoOf(ledger));
        for (const auto &[sender, numbers] : numbersOf(ledger)) {
            if (sender.ends_with(" later")) {
                compare(ledger, sender, numbers, numbersUpTo(delayedPerSender));
                continue;
            }
            ++senders;
            compare(ledger, sender, numbers, numbersUpTo(operationsPerSender));
            compare(echoOf(ledger), sender, echo[sender], numbersUpTo(operationsPerSender, 2));
        }
    }
    if (senders != m_starts * sendersPerStart)
        flaw(u"%1 senders"_s.arg(senders));
}

void Checker::checkAccounts()
{
    const int moved = m_starts * movesPerMover * amountPerMove;
    for (const auto &[name, expected] :
         std::map<std::string, int>{{"north", -moved}, {"south", 0}, {"west", moved}}) {
        const Json balance = stateOf(account(name));
        if (balance != expected) {
            flaw(u"%1 has %2 instead of %3"_s
                     .arg(QString::fromStdString(name), QString::fromStdString(dumpJson(balance)))
                     .arg(expected));
        }
    }
}

void Checker::checkClients(const std::set<int> &acknowledged)
{
    const std::vector<int> numbers = numbersOf(ledgerOfClients())["client"];
    const std::set<int> all(numbers.begin(), numbers.end());
    if (!std::ranges::is_sorted(numbers) || all.size() != numbers.size())
        flaw(u"the clients' signals are not in order, or some are there twice: "_s + list(numbers));
    if (!std::ranges::includes(all, acknowledged))
        flaw(u"of the clients' signals there are only "_s + list(numbers));
}

} // namespace

QStringList flawsOfEntities(StoreReader &reader, int starts, const std::set<int> &acknowledgedSignals)
{
    Checker checker(reader, starts);
    checker.checkThatNothingIsLeft();
    checker.checkLedgers();
    checker.checkAccounts();
    checker.checkClients(acknowledgedSignals);
    return checker.flaws();
}

} // namespace perdura::test
