// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/ErrorFinder.h"

#include "engine/script/ErrorPlace.h"
#include "engine/script/FailedPiece.h"

#include <QRegularExpression>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of a call at the end of a function, and of what is written to what is frozen, the engine says only this.
constexpr auto hardlyAWord = "Type error"_L1;

} // namespace

ErrorFinder::ErrorFinder(const std::string &expression, Runs runs)
    : m_text(expression)
    , m_runs(std::move(runs))
{}

QString ErrorFinder::placed(const ThrownError &thrown, const QString &sentence) const
{
    static const QRegularExpression missing(
        u"^Cannot (?:read property|call method) '(.+)' of (?:null|undefined)$"_s);
    static const QRegularExpression noFunction(u"^Type error$|is not a function$"_s);
    static const QRegularExpression lineAtEnd(u"( \\(line \\d+\\))?\\.$"_s);
    const auto repeated = repeat(thrown);
    if (!repeated)
        return sentence;
    QString words;
    if (const auto match = missing.match(repeated->message); match.hasMatch())
        words = readWords(match.captured(1), repeated->at);
    else if (noFunction.match(repeated->message).hasMatch())
        words = callWords(*repeated);
    if (!words.isEmpty())
        return words;
    return QString(sentence).replace(lineAtEnd, u" (%1)."_s.arg(placeWords(m_text, repeated->at)));
}

std::optional<ErrorFinder::Repeated> ErrorFinder::repeat(const ThrownError &thrown) const
{
    const SpreadText spread = spreadOut(m_text);
    for (const QString &mode : m_runs.modes) {
        const auto again = m_runs.run(spread.text, mode);
        const bool isSame = again && (again->message == thrown.message || thrown.message == hardlyAWord);
        if (isSame && again->line >= 1 && std::size_t(again->line) <= spread.places.size())
            return Repeated{again->message, mode, spread.places[std::size_t(again->line) - 1]};
    }
    return std::nullopt;
}

QString ErrorFinder::readWords(const QString &member, std::size_t at) const
{
    const auto words = [&](const std::string &owner, std::size_t place) {
        return u"“%1” has no value, so “%2” cannot be read from it (%3)."_s.arg(
            QString::fromStdString(owner), member, placeWords(m_text, place));
    };
    const auto piece = pieceAt(m_text, at);
    if (piece && !piece->owner.empty() && QString::fromStdString(piece->member) == member)
        return words(piece->owner, piece->memberBegin);
    // Of elements the engine tells less of the place.
    const auto reads = readsOfMember(m_text, member.toStdString());
    for (const MemberRead &read : reads) {
        if (m_runs.isNothing(read.owner))
            return words(read.owner, read.at);
    }
    if (reads.size() == 1)
        return words(reads.front().owner, reads.front().at);
    return u"What “%1” is read from has no value (%2)."_s.arg(member, placeWords(m_text, at));
}

QString ErrorFinder::callWords(const Repeated &repeated) const
{
    const auto piece = pieceAt(m_text, repeated.at);
    if (!piece || !piece->isCalled)
        return {};
    const QString place = placeWords(m_text, piece->memberBegin);
    const QString owner = QString::fromStdString(piece->owner);
    const QString member = QString::fromStdString(piece->member);
    const QString whole = owner.isEmpty() ? member : owner + u'.' + member;
    const auto again = m_runs.run(noting(m_text, *piece, note), repeated.mode);
    if (!again || again->message != repeated.message)
        return u"“%1” is not a function (%2)."_s.arg(whole, place);
    const auto [ownerIs, memberIs] = m_runs.noted();
    if (!owner.isEmpty() && memberIs.isEmpty())
        return u"“%1” is %2, which has no function “%3” (%4)."_s.arg(owner, ownerIs, member, place);
    const QString is = owner.isEmpty() ? ownerIs : memberIs;
    if (is == "a function"_L1)
        return u"“%1” cannot be called in this way (%2)."_s.arg(whole, place);
    return is.isEmpty() ? u"“%1” has no value, so it cannot be called (%2)."_s.arg(whole, place)
                        : u"“%1” is %2, not a function (%3)."_s.arg(whole, is, place);
}

} // namespace perdura
