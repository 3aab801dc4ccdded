// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/page/DocumentArea.h"

#include "app/kit/Look.h"
#include "designer/document/BackgroundQueue.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/CanvasEditor.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace perdura {

using namespace Qt::StringLiterals;

DocumentArea::DocumentArea(BackgroundQueue &queue, const ActivityCatalog &catalog,
                           std::shared_ptr<ExpressionEvaluator> expressions, QWidget *parent)
    : QWidget(parent)
    , m_queue(queue)
    , m_catalog(catalog)
    , m_expressions(std::move(expressions))
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
{
    setSurface(this, Surface::Panel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(m_stack, 1);
    m_tabs->setTabsClosable(true);
    m_tabs->setExpanding(false);
    m_tabs->setElideMode(Qt::ElideMiddle);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setAccessibleName(tr("Open workflows"));
    m_tabs->setObjectName(u"documentTabs"_s);
    m_tabs->hide();
    connect(m_tabs, &QTabBar::currentChanged, this, &DocumentArea::goToTab);
    connect(m_tabs, &QTabBar::tabCloseRequested, this, [this](int index) {
        if (index >= 0 && index < int(m_open.size()))
            emit closeWanted(m_open[std::size_t(index)].editor);
    });
}

DocumentArea::~DocumentArea()
{
    // The canvases look at the documents, so they go first.
    for (Open &entry : m_open) {
        entry.document->disconnect(this);
        delete entry.editor;
    }
}

void DocumentArea::setEmptyPage(QWidget *page)
{
    delete m_empty;
    m_empty = page;
    m_stack->addWidget(page);
    if (m_open.empty())
        m_stack->setCurrentWidget(page);
}

DocumentArea::Open &DocumentArea::add()
{
    Open entry;
    entry.document = std::make_unique<DefinitionDocument>(m_queue, m_catalog, m_expressions);
    entry.document->setSecretNames(m_secretNames);
    entry.editor = new CanvasEditor(*entry.document, m_stack);
    m_stack->addWidget(entry.editor);
    DefinitionDocument *document = entry.document.get();
    connect(document, &DefinitionDocument::modifiedChanged, this, &DocumentArea::updateTabs);
    connect(document, &DefinitionDocument::changed, this, [this](const DefinitionChange &change) {
        if (change.properties)
            updateTabs();
    });
    connect(document, &DefinitionDocument::saved, this, [this, document] { saved(document); });
    connect(document, &DefinitionDocument::saveFailed, this, [this, document](const Error &error) {
        at(document)->closeWhenSaved = false;
        emit saveFailed(document, error);
    });
    connect(entry.editor, &CanvasEditor::statusMessage, this, &DocumentArea::statusMessage);
    m_open.push_back(std::move(entry));
    return m_open.back();
}

void DocumentArea::show(const Open &entry)
{
    {
        const QSignalBlocker later(m_tabs);
        while (m_tabs->count() < int(m_open.size()))
            m_tabs->addTab(QString());
    }
    updateTabs();
    const auto index = int(&entry - m_open.data());
    m_tabs->setCurrentIndex(index);
    goToTab(index);
}

void DocumentArea::open(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    for (const Open &entry : m_open) {
        if (entry.document->path() == absolute) {
            m_tabs->setCurrentIndex(int(&entry - m_open.data()));
            return;
        }
    }
    const Open &entry = add();
    DefinitionDocument *document = entry.document.get();
    connect(document, &DefinitionDocument::loaded, this, [this, document] {
        updateTabs();
        at(document)->editor->showBeginning();
        emit fileOpened(document->path());
    });
    connect(document, &DefinitionDocument::loadFailed, this, [this, document](const Error &error) {
        discard(at(document)->editor);
        emit failed(error);
    });
    document->load(absolute);
    show(entry);
}

void DocumentArea::openNew(WorkflowDefinition definition)
{
    const Open &entry = add();
    entry.document->setNew(std::move(definition), {});
    show(entry);
    entry.editor->zoomToFit();
}

void DocumentArea::setSecretNames(const std::optional<SecretNames> &names)
{
    m_secretNames = names;
    for (const Open &entry : m_open)
        entry.document->setSecretNames(names);
}

CanvasEditor *DocumentArea::current() const
{
    return qobject_cast<CanvasEditor *>(m_stack->currentWidget());
}

std::vector<CanvasEditor *> DocumentArea::editors() const
{
    std::vector<CanvasEditor *> all;
    for (const Open &entry : m_open)
        all.push_back(entry.editor);
    return all;
}

bool DocumentArea::hasUnsavedChanges() const
{
    return std::any_of(m_open.begin(), m_open.end(),
                       [](const Open &entry) { return entry.document->isModified(); });
}

DocumentArea::Open *DocumentArea::find(const CanvasEditor *editor)
{
    const auto found = std::find_if(m_open.begin(), m_open.end(),
                                    [editor](const Open &entry) { return entry.editor == editor; });
    return found == m_open.end() ? nullptr : &*found;
}

std::vector<DocumentArea::Open>::iterator DocumentArea::at(const DefinitionDocument *document)
{
    const auto found = std::find_if(m_open.begin(), m_open.end(), [document](const Open &entry) {
        return entry.document.get() == document;
    });
    Q_ASSERT(found != m_open.end());
    return found;
}

void DocumentArea::updateTabs()
{
    for (int i = 0; i < std::min(m_tabs->count(), int(m_open.size())); ++i) {
        const DefinitionDocument &document = *m_open[std::size_t(i)].document;
        QString title = document.name();
        if (title.isEmpty())
            title = document.path().isEmpty() ? tr("Untitled") : QFileInfo(document.path()).fileName();
        m_tabs->setTabText(i, document.isModified() ? tr("%1 •").arg(title) : title);
        m_tabs->setTabToolTip(i, document.path().isEmpty() ? tr("Not saved yet")
                                                           : QDir::toNativeSeparators(document.path()));
    }
    m_tabs->setVisible(!m_open.empty());
    emit documentsChanged();
}

void DocumentArea::goToTab(int index)
{
    if (index >= 0 && index < int(m_open.size()))
        m_stack->setCurrentWidget(m_open[std::size_t(index)].editor);
    else if (m_empty)
        m_stack->setCurrentWidget(m_empty);
    emit currentChanged();
}

QString DocumentArea::freePath(const QString &folder, const QString &name) const
{
    static const QRegularExpression separators(u"[^\\p{L}\\p{N}]+"_s);
    QString stem = name.toLower().replace(separators, u"-"_s);
    stem.remove(QRegularExpression(u"^-+|-+$"_s));
    stem = stem.left(60);
    if (stem.isEmpty())
        stem = u"workflow"_s;
    const auto isTaken = [this](const QString &path) {
        return QFileInfo::exists(path) ||
               std::any_of(m_open.begin(), m_open.end(),
                           [&path](const Open &entry) { return entry.document->path() == path; });
    };
    QString path = folder + u'/' + stem + u".workflow.json"_s;
    for (int number = 2; isTaken(path); ++number)
        path = folder + u'/' + stem + u'-' + QString::number(number) + u".workflow.json"_s;
    return path;
}

void DocumentArea::save(DefinitionDocument &document, const QString &folder)
{
    if (!document.path().isEmpty()) {
        document.save();
        return;
    }
    if (!folder.isEmpty()) {
        document.saveAs(freePath(folder, document.name()));
        return;
    }
    saveAs(document, QDir::homePath());
}

void DocumentArea::saveAs(DefinitionDocument &document, const QString &folder)
{
    const QString proposed = document.path().isEmpty() ? freePath(folder, document.name()) : document.path();
    auto *dialog = new QFileDialog(this, tr("Save workflow"), proposed, tr("Workflows (*.workflow.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, &document, [&document](QString path) {
        if (!path.endsWith(".workflow.json"_L1))
            path += u".workflow.json"_s;
        document.saveAs(path);
    });
    dialog->open();
}

void DocumentArea::saved(DefinitionDocument *document)
{
    const auto entry = at(document);
    emit fileSaved(document->path());
    updateTabs();
    if (entry->closeWhenSaved && !document->isModified())
        discard(entry->editor);
}

void DocumentArea::close(CanvasEditor *editor, const QString &folder)
{
    Open *entry = find(editor);
    if (!entry)
        return;
    if (!entry->document->isModified()) {
        discard(editor);
        return;
    }
    auto *question =
        new QMessageBox(QMessageBox::NoIcon, tr("Unsaved changes"),
                        tr("Save the changes to “%1” before closing it?").arg(entry->document->name()),
                        QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("Changes that are not saved are lost."));
    QPushButton *save = question->addButton(tr("Save and close"), QMessageBox::AcceptRole);
    QPushButton *lose = question->addButton(tr("Discard changes"), QMessageBox::DestructiveRole);
    question->setEscapeButton(question->addButton(tr("Keep open"), QMessageBox::RejectRole));
    setTone(save, ButtonTone::Primary);
    setTone(lose, ButtonTone::Destructive);
    question->setDefaultButton(save);
    connect(save, &QPushButton::clicked, editor, [this, editor, folder] {
        Open *closing = find(editor);
        closing->closeWhenSaved = true;
        DocumentArea::save(*closing->document, folder);
    });
    connect(lose, &QPushButton::clicked, editor, [this, editor] { discard(editor); });
    question->open();
}

void DocumentArea::discardAll()
{
    for (CanvasEditor *editor : editors())
        discard(editor);
}

void DocumentArea::discard(CanvasEditor *editor)
{
    Open *entry = find(editor);
    if (!entry)
        return;
    const auto index = int(entry - m_open.data());
    std::unique_ptr<DefinitionDocument> document = std::move(entry->document);
    document->disconnect(this); // a load that ends later finds no entry any more
    m_open.erase(m_open.begin() + index);
    {
        const QSignalBlocker later(m_tabs);
        if (index < m_tabs->count())
            m_tabs->removeTab(index);
    }
    m_stack->removeWidget(editor);
    goToTab(m_tabs->currentIndex());
    updateTabs();
    // Either may be in the middle of a signal.
    connect(editor, &QObject::destroyed, this, [held = document.release()] { held->deleteLater(); });
    editor->deleteLater();
}

} // namespace perdura
