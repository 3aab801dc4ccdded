// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/patterns/PatternRun.h"

#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/patterns/KeptResults.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return file.readAll();
}

} // namespace

PatternRun::PatternRun()
    : m_hub(m_folder.path())
{}

void PatternRun::addTemplate(const QString &name)
{
    const QDir folder(QStringLiteral(PERDURA_RESOURCES "/templates/") + name);
    for (QDirIterator files(folder.path(), QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        const QString path = files.next();
        addFile(folder.relativeFilePath(path), contentOf(path));
    }
}

void PatternRun::addDrawing(const QString &name)
{
    const QString file = name + u".workflow.json"_s;
    addFile(file, contentOf(QStringLiteral(PERDURA_DRAWINGS "/") + file));
}

void PatternRun::addFile(const QString &name, const QByteArray &content)
{
    const QString path = m_folder.filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(path));
}

void PatternRun::removeFile(const QString &name)
{
    QFile::remove(m_folder.filePath(name));
}

QByteArray PatternRun::fileContent(const QString &name) const
{
    QFile file(m_folder.filePath(name));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

Result<InstanceId> PatternRun::start(const QString &drawing, const QString &id, const Json &input)
{
    const QString path = m_folder.filePath(drawing + u".workflow.json"_s);
    auto definition = parseDefinition(contentOf(path), path);
    if (!definition)
        return fail(definition.error());
    const auto version = waitFor(publishAll(client(), withReferences(*definition, m_folder.path())));
    if (!version)
        return fail(version.error());
    StartRequest request;
    request.version = *version;
    request.id = InstanceId(id);
    request.input = input;
    request.replaceable.clear();
    return waitFor(client().start(request));
}

Result<void> PatternRun::raise(const QString &id, const QString &event, const Json &payload)
{
    return waitFor(client().raiseEvent(InstanceId(id), event, payload));
}

bool PatternRun::waitUntil(const std::function<bool()> &isSo, const Nudge &nudge)
{
    while (m_hub.isAlive()) {
        // Counted before anything is read: a notice that comes meanwhile tells of something newer.
        const int seen = m_hub.notices();
        if (isSo())
            return true;
        if (nudge)
            nudge(*this);
        if (!m_hub.waitForNews(seen))
            return false;
    }
    return false;
}

bool PatternRun::waitForEnd(const QString &id, const Nudge &nudge)
{
    return waitUntil([&] { return isTerminal(detail(id).summary.status); }, nudge);
}

bool PatternRun::waitForEvents(const QString &id, const QString &events)
{
    return waitUntil([&] { return story(id).join(u' ').contains(events); });
}

bool PatternRun::startAndDie(const QString &drawing, const QString &id, const Json &input,
                             const QString &failPoint)
{
    if (!m_hub.open(failPoint))
        return false;
    (void)start(drawing, id, input); // its answer may be lost with the hub
    return m_hub.waitForDeath();
}

QString PatternRun::dieAndGoOn(const QString &drawing, const QString &id, const Json &input,
                               const QString &failPoint, const Nudge &nudge)
{
    if (!m_hub.open(failPoint))
        return u"the hub does not open"_s;
    // The answer to a start may be lost with the hub.
    const auto started = start(drawing, id, input);
    if (started && waitForEnd(id, nudge) && m_hub.close())
        return failPoint + u" was not passed so often"_s;
    if (!m_hub.waitForDeath())
        return started ? u"it came to no end"_s : started.error().message;
    KeptResults kept;
    kept.look(folder());
    if (!m_hub.open())
        return u"the hub does not open again"_s;
    if (!waitForEnd(id, nudge))
        return u"it does not end in its second life: "_s + story(id).join(u" / "_s);
    if (!m_hub.close())
        return u"the hub does not end in order"_s;
    kept.look(folder());
    return kept.flaws().join(u" / "_s);
}

InstanceDetail PatternRun::detail(const QString &id)
{
    return waitFor(client().instance(InstanceId(id))).value_or(InstanceDetail());
}

QStringList PatternRun::story(const QString &id)
{
    return storyOf(waitFor(client().history(InstanceId(id))).value_or(History()));
}

Json PatternRun::entityState(const char *name, const char *key)
{
    const auto entity = waitFor(client().readEntity({name, key}));
    return entity ? entity->state : Json();
}

int PatternRun::effectsOf(const std::string &node) const
{
    int count = 0;
    for (const auto &[place, times] : effects())
        count += place.starts_with(node + '/') ? times : 0;
    return count;
}

} // namespace perdura::test
