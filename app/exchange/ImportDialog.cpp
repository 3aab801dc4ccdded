// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/ImportDialog.h"

#include "app/exchange/FolderField.h"
#include "app/exchange/RowList.h"
#include "app/kit/Banner.h"
#include "app/kit/Look.h"
#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/export/DrawnFiles.h"

#include <QCheckBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

namespace {

constexpr int drawingsHeight = 200; // pixels, at most
constexpr int remarksHeight = 140;

QLabel *wrapped(const QString &text, TextStyle style = TextStyle::Text, TextTone tone = TextTone::Normal)
{
    QLabel *label = makeLabel(text, style, tone);
    label->setWordWrap(true);
    return label;
}

QString stateText(const IncomingDrawing &incoming, const QDir &workspace)
{
    const QString there = QDir::toNativeSeparators(workspace.relativeFilePath(incoming.there));
    switch (incoming.state) {
    case IncomingDrawing::State::New:
        return ImportDialog::tr("New: %1").arg(incoming.drawing.fileName);
    case IncomingDrawing::State::Same:
        return ImportDialog::tr("Here already, the same: %1").arg(there);
    case IncomingDrawing::State::Differs:
        return ImportDialog::tr("Differs from yours: %1").arg(there);
    }
    Q_UNREACHABLE();
}

} // namespace

ImportDialog::ImportDialog(const QString &workspace, const QString &source, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_banner(new Banner)
    , m_source(new FolderField(tr("Project or file")))
    , m_state(wrapped({}, TextStyle::Secondary, TextTone::Secondary))
    , m_drawingsTitle(makeLabel(tr("Drawings in it"), TextStyle::TextStrong))
    , m_drawings(new RowList(tr("Drawings in it"), drawingsHeight))
    , m_remarksTitle(makeLabel(tr("What to know"), TextStyle::TextStrong))
    , m_remarks(new RowList(tr("What to know"), remarksHeight))
    , m_mend(new QCheckBox(tr("Mend known mistakes of the code while reading it; the file stays as it is")))
    , m_conflict(nullptr)
    , m_conflictText(wrapped({}))
    , m_keep(new QRadioButton(tr("Keep mine")))
    , m_copy(new QRadioButton(tr("Import as copy")))
    , m_import(makeButton({}, ButtonTone::Primary, u"file-input"_s))
{
    setWindowTitle(tr("Import"));
    resize(640, 520);
    m_source->offerFiles(tr("JavaScript (*.js)"));
    buildLayout();
    connect(m_mend, &QCheckBox::toggled, this, &ImportDialog::read);
    connect(m_source, &FolderField::changed, this, &ImportDialog::read);
    connect(m_keep, &QRadioButton::toggled, this, &ImportDialog::updateButton);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::importDrawings);
    clear();
    m_source->setFolder(source);
    m_source->setFocus();
}

void ImportDialog::buildLayout()
{
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(makeLabel(tr("Import drawings"), TextStyle::Section));
    column->addWidget(wrapped(
        tr("From the folder of a project that was exported as code come its drawings, as they were; a "
           "JavaScript file for Durable Functions becomes new drawings. No file here is overwritten."),
        TextStyle::Text, TextTone::Secondary));
    column->addSpacing(space::s);
    QLabel *sourceTitle = makeLabel(tr("Project folder or JavaScript file"), TextStyle::TextStrong);
    sourceTitle->setBuddy(m_source->line());
    column->addWidget(sourceTitle);
    column->addWidget(m_source);
    column->addWidget(m_state);
    column->addWidget(m_drawingsTitle);
    column->addWidget(m_drawings);
    column->addSpacing(space::s);
    m_conflict = makeConflict();
    column->addWidget(m_conflict);
    column->addWidget(m_remarksTitle);
    column->addWidget(m_remarks);
    column->addWidget(m_mend);
    column->addStretch();
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_banner);
    whole->addWidget(body, 1);
    whole->addWidget(makeLine(Qt::Horizontal));
    whole->addWidget(makeFoot());
}

QWidget *ImportDialog::makeConflict()
{
    auto *group = new QWidget;
    auto *column = new QVBoxLayout(group);
    column->setContentsMargins(0, space::s, 0, space::s);
    column->setSpacing(space::xs);
    column->addWidget(m_conflictText);
    column->addWidget(m_keep);
    column->addWidget(m_copy);
    m_keep->setChecked(true);
    column->addWidget(
        wrapped(tr("A copy gets a number behind its name. Drawings that name the original go on "
                   "naming yours."),
                TextStyle::Secondary, TextTone::Secondary));
    return group;
}

QWidget *ImportDialog::makeFoot()
{
    auto *foot = new QWidget;
    setSurface(foot, Surface::Panel);
    QPushButton *cancel = makeButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_import->setDefault(true);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(space::xl, space::m, space::xl, space::m);
    row->setSpacing(space::s);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_import);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    return foot;
}

void ImportDialog::read()
{
    clear();
    const int reading = ++m_reading;
    const QString source = m_source->folder();
    if (source.isEmpty())
        return;
    const Mending mending = m_mend->isChecked() ? Mending::Yes : Mending::No;
    auto work = [source, mending, workspace = m_workspace]() -> Result<Found> {
        auto code = readCode(source, mending);
        if (!code)
            return fail(code.error());
        DrawingImport drawings = compareWithWorkspace(code->drawings, workspace);
        return Found{*std::move(code), std::move(drawings)};
    };
    whenFinished(inBackground(std::move(work)), this, [this, reading](const Result<Found> &found) {
        if (reading == m_reading)
            take(found);
    });
}

void ImportDialog::take(const Result<Found> &found)
{
    if (!found) {
        // Quiet, for it is true of every folder that is half typed.
        m_state->setText(found.error().message);
        m_state->show();
        return;
    }
    m_found = *found;
    showFound();
}

void ImportDialog::showFound()
{
    using State = IncomingDrawing::State;
    const auto &drawings = m_found.drawings.drawings;
    for (const IncomingDrawing &incoming : drawings) {
        const bool isEntity = incoming.drawing.definition.kind == DefinitionKind::Entity;
        const bool differs = incoming.state == State::Differs;
        m_drawings->addRow(differs    ? u"triangle-alert"_s
                           : isEntity ? u"database"_s
                                      : u"workflow"_s,
                           differs ? &Tokens::waiting : &Tokens::textSecondary,
                           QString::fromStdString(incoming.drawing.definition.name),
                           stateText(incoming, QDir(m_workspace)));
    }
    for (const QString &problem : m_found.code.problems)
        m_remarks->addRow(u"circle-alert"_s, &Tokens::failed, problem);
    for (const QString &remark : m_found.code.remarks)
        m_remarks->addRow(u"info"_s, &Tokens::accent, remark);
    const int different = int(std::ranges::count(drawings, State::Differs, &IncomingDrawing::state));
    m_conflictText->setText(different == 1
                                ? tr("1 drawing differs from the one in the workspace:")
                                : tr("%1 drawings differ from those in the workspace:").arg(different));
    m_conflict->setVisible(different > 0);
    for (QWidget *part : {static_cast<QWidget *>(m_drawingsTitle), static_cast<QWidget *>(m_drawings)})
        part->setVisible(!drawings.empty());
    for (QWidget *part : {static_cast<QWidget *>(m_remarksTitle), static_cast<QWidget *>(m_remarks)})
        part->setVisible(m_remarks->count() > 0);
    m_mend->setVisible(m_found.code.fixes > 0 || m_mend->isChecked());
    updateButton();
}

void ImportDialog::clear()
{
    m_banner->clear();
    m_found = {};
    m_state->hide();
    m_drawings->clear();
    m_remarks->clear();
    showFound();
}

IfDifferent ImportDialog::choice() const
{
    return m_copy->isChecked() ? IfDifferent::ImportAsCopy : IfDifferent::KeepMine;
}

void ImportDialog::updateButton()
{
    const int count = int(drawingsToWrite(m_found.drawings, choice()).size());
    m_import->setEnabled(count > 0 && !m_isWriting);
    if (m_isWriting)
        m_import->setText(tr("Importing…"));
    else if (count == 0)
        m_import->setText(m_found.drawings.drawings.empty() ? tr("Import") : tr("Nothing to import"));
    else
        m_import->setText(count == 1 ? tr("Import 1 drawing") : tr("Import %1 drawings").arg(count));
}

void ImportDialog::importDrawings()
{
    auto drawings = drawingsToWrite(m_found.drawings, choice());
    QStringList files;
    for (const DrawnFile &drawing : drawings)
        files.push_back(QDir(m_workspace).absoluteFilePath(drawing.fileName));
    m_banner->clear();
    m_isWriting = true;
    m_source->setReadOnly(true);
    updateButton();
    whenFinished(inBackground([drawings = std::move(drawings), workspace = m_workspace] {
                     return writeDrawings(drawings, workspace);
                 }),
                 this, [this, files](const Result<void> &written) {
                     m_isWriting = false;
                     m_source->setReadOnly(false);
                     updateButton();
                     if (!written) {
                         read(); // something has changed meanwhile
                         m_banner->showMessage(Banner::Kind::Error, written.error().message);
                         return;
                     }
                     emit imported(files);
                     accept();
                 });
}

} // namespace perdura
