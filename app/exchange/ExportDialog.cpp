// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/ExportDialog.h"

#include "app/exchange/FolderField.h"
#include "app/exchange/RowList.h"
#include "app/kit/Banner.h"
#include "app/kit/Look.h"
#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"

#include <QDesktopServices>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

namespace {

enum Page { ChoicePage, QuestionPage, ResultPage };

constexpr int drawingsHeight = 160; // pixels, at most
constexpr int remarksHeight = 240;

QLabel *wrapped(const QString &text, TextStyle style = TextStyle::Text, TextTone tone = TextTone::Normal)
{
    QLabel *label = makeLabel(text, style, tone);
    label->setWordWrap(true);
    return label;
}

QVBoxLayout *pageColumn(QWidget *page)
{
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::s);
    return column;
}

} // namespace

ExportDialog::ExportDialog(std::shared_ptr<const WorkflowDefinition> definition, const QString &path,
                           const QString &workspace, const QString &folder, QWidget *parent)
    : QDialog(parent)
    , m_definition(std::move(definition))
    , m_workspace(workspace)
    , m_banner(new Banner)
    , m_pages(new QStackedWidget)
    , m_drawings(new RowList(tr("What is exported"), drawingsHeight))
    , m_folder(new FolderField(tr("Folder for the project")))
    , m_changed(new RowList(tr("Files that were changed"), remarksHeight))
    , m_result(wrapped({}))
    , m_left(makeLabel(tr("What is left to do"), TextStyle::TextStrong))
    , m_remarks(new RowList(tr("What is left to do"), remarksHeight))
    , m_open(makeButton(tr("Open folder"), ButtonTone::Normal, u"folder-open"_s))
    , m_replace(makeButton(tr("Replace them")))
    , m_close(makeButton({}))
    , m_export(makeButton({}, ButtonTone::Primary, u"file-output"_s))
{
    setWindowTitle(tr("Export %1 as code").arg(QString::fromStdString(m_definition->name)));
    resize(640, 520);
    buildLayout(folder);
    connect(m_folder, &FolderField::changed, this, [this] { setStep(m_step); });
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_target)); });
    connect(m_replace, &QPushButton::clicked, this, [this] { write(HandChanges::Replace); });
    connect(m_export, &QPushButton::clicked, this,
            [this] { write(m_step == Step::Asking ? HandChanges::Keep : HandChanges::Ask); });
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (m_step == Step::Asking)
            goBack();
        else
            reject();
    });
    setStep(Step::Reading);
    whenFinished(inBackground([definition = m_definition, path, workspace] {
                     return exportContent(*definition, path, workspace);
                 }),
                 this, [this](Result<ExportContent> content) {
                     if (content)
                         showContent(*std::move(content));
                     else
                         m_banner->showMessage(Banner::Kind::Error, content.error().message);
                 });
}

void ExportDialog::buildLayout(const QString &folder)
{
    auto *choice = new QWidget;
    QVBoxLayout *column = pageColumn(choice);
    column->addWidget(
        wrapped(tr("Export %1 as code").arg(QString::fromStdString(m_definition->name)), TextStyle::Section));
    column->addWidget(
        wrapped(tr("Makes a project for Azure Functions that does what the drawings say. They go "
                   "with it, so that it can be imported again."),
                TextStyle::Text, TextTone::Secondary));
    column->addSpacing(space::s);
    column->addWidget(makeLabel(tr("What is exported"), TextStyle::TextStrong));
    column->addWidget(m_drawings);
    column->addSpacing(space::s);
    column->addWidget(makeLabel(tr("Language"), TextStyle::TextStrong));
    column->addWidget(wrapped(tr("JavaScript for Durable Functions (programming model v4)")));
    column->addSpacing(space::s);
    QLabel *folderTitle = makeLabel(tr("Folder for the project"), TextStyle::TextStrong);
    folderTitle->setBuddy(m_folder->line());
    column->addWidget(folderTitle);
    column->addWidget(m_folder);
    column->addWidget(
        wrapped(tr("It is made if need be. Files of an earlier export are replaced; you are asked "
                   "about those that were changed by hand."),
                TextStyle::Secondary, TextTone::Secondary));
    column->addStretch();
    m_folder->setFolder(folder);
    m_pages->addWidget(choice);
    m_pages->addWidget(makeQuestionPage());
    m_pages->addWidget(makeResultPage());
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_banner);
    whole->addWidget(m_pages, 1);
    whole->addWidget(makeLine(Qt::Horizontal));
    whole->addWidget(makeFoot());
    m_folder->setFocus();
}

QWidget *ExportDialog::makeQuestionPage()
{
    auto *page = new QWidget;
    QVBoxLayout *column = pageColumn(page);
    column->addWidget(wrapped(tr("Some files were changed by hand"), TextStyle::Section));
    column->addWidget(
        wrapped(tr("These files are in the folder since an earlier export and say something else "
                   "now than the export would write. Keep them, or replace them and lose what "
                   "was written by hand. Everything else is exported either way."),
                TextStyle::Text, TextTone::Secondary));
    column->addSpacing(space::s);
    column->addWidget(m_changed);
    column->addStretch();
    return page;
}

QWidget *ExportDialog::makeResultPage()
{
    auto *page = new QWidget;
    QVBoxLayout *column = pageColumn(page);
    column->addWidget(wrapped(tr("The project is written"), TextStyle::Section));
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_result);
    column->addSpacing(space::s);
    column->addWidget(m_left);
    column->addWidget(m_remarks);
    column->addSpacing(space::s);
    column->addWidget(makeLabel(tr("To run it"), TextStyle::TextStrong));
    column->addWidget(
        wrapped(tr("In the folder, run npm install and then func start. It needs Node.js, the Azure "
                   "Functions Core Tools and, on this machine, Azurite as storage.")));
    column->addStretch();
    return page;
}

QWidget *ExportDialog::makeFoot()
{
    auto *foot = new QWidget;
    setSurface(foot, Surface::Panel);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(space::xl, space::m, space::xl, space::m);
    row->setSpacing(space::s);
    row->addWidget(m_open);
    row->addStretch();
    row->addWidget(m_close);
    row->addWidget(m_replace);
    row->addWidget(m_export);
    for (QPushButton *button : {m_open, m_replace, m_close})
        button->setAutoDefault(false);
    m_export->setDefault(true);
    return foot;
}

void ExportDialog::showContent(ExportContent content)
{
    m_content = std::move(content);
    m_drawings->clear();
    for (const DrawnFile &drawing : m_content.drawings) {
        const bool isEntity = drawing.definition.kind == DefinitionKind::Entity;
        m_drawings->addRow(isEntity ? u"database"_s : u"workflow"_s, &Tokens::textSecondary,
                           QString::fromStdString(drawing.definition.name), drawing.fileName);
    }
    for (const QString &name : m_content.missing)
        m_drawings->addRow(u"triangle-alert"_s, &Tokens::waiting,
                           tr("%1 is named, but not in the workspace").arg(name),
                           tr("The project calls it, so it has to be written there."));
    setStep(Step::Ready);
}

void ExportDialog::write(HandChanges choice)
{
    m_banner->clear();
    m_target = m_folder->folder();
    setStep(Step::Writing);
    whenFinished(inBackground([drawings = m_content.drawings, folder = m_target, workspace = m_workspace,
                               choice] { return writeExport(drawings, folder, workspace, choice); }),
                 this, [this](const Result<ExportOutcome> &outcome) { take(outcome); });
}

void ExportDialog::take(const Result<ExportOutcome> &outcome)
{
    if (!outcome) {
        goBack();
        m_banner->showMessage(Banner::Kind::Error, outcome.error().message);
    } else if (!outcome->toAsk.empty()) {
        ask(outcome->toAsk);
    } else {
        showResult(*outcome);
    }
}

void ExportDialog::ask(const std::vector<QString> &files)
{
    m_changed->clear();
    for (const QString &file : files)
        m_changed->addRow(u"file-code"_s, &Tokens::textSecondary, file);
    m_pages->setCurrentIndex(QuestionPage);
    setStep(Step::Asking);
    m_export->setFocus();
}

void ExportDialog::showResult(const ExportOutcome &outcome)
{
    m_result->setText(
        outcome.files == 1
            ? tr("1 file written into %1.").arg(QDir::toNativeSeparators(m_target))
            : tr("%1 files written into %2.").arg(outcome.files).arg(QDir::toNativeSeparators(m_target)));
    for (const QString &remark : outcome.remarks)
        m_remarks->addRow(u"pencil"_s, &Tokens::textSecondary, remark);
    m_left->setVisible(m_remarks->count() > 0);
    m_remarks->setVisible(m_remarks->count() > 0);
    m_pages->setCurrentIndex(ResultPage);
    setStep(Step::Done);
    m_close->setFocus();
    emit exported(m_target, outcome.files);
}

void ExportDialog::goBack()
{
    m_pages->setCurrentIndex(ChoicePage);
    setStep(Step::Ready);
    m_folder->setFocus();
}

void ExportDialog::setStep(Step step)
{
    m_step = step;
    const bool isChoosing = step == Step::Reading || step == Step::Ready;
    m_folder->setReadOnly(!isChoosing);
    m_open->setVisible(step == Step::Done);
    m_replace->setVisible(step == Step::Asking);
    m_export->setVisible(step != Step::Done);
    m_export->setEnabled(step == Step::Asking || (step == Step::Ready && !m_folder->folder().isEmpty()));
    m_close->setText(step == Step::Asking ? tr("Back") : isChoosing ? tr("Cancel") : tr("Close"));
    const int count = int(m_content.drawings.size());
    switch (step) {
    case Step::Reading:
        m_export->setText(tr("Looking…"));
        break;
    case Step::Writing:
        m_export->setText(tr("Exporting…"));
        break;
    case Step::Asking:
        m_export->setText(tr("Keep them"));
        break;
    case Step::Ready:
    case Step::Done:
        m_export->setText(count == 1 ? tr("Export 1 drawing") : tr("Export %1 drawings").arg(count));
        break;
    }
}

} // namespace perdura
