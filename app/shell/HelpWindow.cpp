// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/HelpWindow.h"

#include "app/kit/Look.h"
#include "app/shell/ShellResources.h"

#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextDocument>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

QString readPage(const QString &name)
{
    initShellResources();
    QFile file(u":/perdura/help/%1.md"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Sizes, colours and room between paragraphs; markdown gives only the structure.
void dress(QTextDocument &document, const Tokens &tokens)
{
    document.setDocumentMargin(space::xxl);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        format.setLineHeight(140, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(level > 0 ? (level == 1 ? 0 : space::xl) : space::xs);
        format.setBottomMargin(block.textList() ? space::xs : space::s);
        cursor.setBlockFormat(format);
        cursor.select(QTextCursor::BlockUnderCursor);
        if (level > 0) {
            QTextCharFormat text;
            text.setFont(fontFor(level == 1 ? TextStyle::Page : TextStyle::Section));
            text.setForeground(tokens.text);
            cursor.mergeCharFormat(text);
        }
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            QTextCharFormat text;
            if (fragment.charFormat().fontFixedPitch()) {
                text.setFont(fontFor(TextStyle::Code));
                text.setBackground(tokens.window);
            }
            if (fragment.charFormat().isAnchor())
                text.setForeground(tokens.accent);
            if (text.isEmpty())
                continue;
            QTextCursor part(&document);
            part.setPosition(fragment.position());
            part.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            part.mergeCharFormat(text);
        }
    }
}

} // namespace

QList<HelpPage> helpPages()
{
    QList<HelpPage> pages;
    for (const QString &name : {u"index"_s, u"design"_s, u"activities"_s, u"run-and-monitor"_s, u"versions"_s,
                                u"export"_s, u"approvals"_s, u"expressions"_s, u"secrets"_s, u"triggers"_s,
                                u"command-line"_s, u"keyboard"_s, u"architecture"_s}) {
        const QString text = readPage(name);
        if (text.isEmpty())
            continue;
        QString title = text.section(u'\n', 0, 0);
        while (title.startsWith(u'#') || title.startsWith(u' '))
            title.remove(0, 1);
        pages.append({name, title});
    }
    return pages;
}

HelpWindow::HelpWindow(QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_list(new QListWidget)
    , m_text(new QTextBrowser)
{
    setWindowTitle(tr("Help"));
    setSurface(this, Surface::Panel);
    resize(900, 680);
    m_list->setFixedWidth(200);
    m_list->setAccessibleName(tr("Pages"));
    for (const HelpPage &page : helpPages()) {
        auto *item = new QListWidgetItem(page.title, m_list);
        item->setData(Qt::UserRole, page.name);
        item->setSizeHint({0, space::controlHeight + space::xs});
    }
    m_text->setProperty("frame", u"none"_s);
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(makeLine(Qt::Vertical));
    row->addWidget(m_text, 1);
    connect(m_list, &QListWidget::currentItemChanged, this, &HelpWindow::render);
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (url.scheme().isEmpty())
            showPage(QFileInfo(url.path()).completeBaseName());
        else
            QDesktopServices::openUrl(url);
    });
    showPage(u"index"_s);
}

void HelpWindow::showPage(const QString &name)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == name) {
            m_list->setCurrentRow(row);
            return;
        }
    }
    m_list->setCurrentRow(0);
}

QString HelpWindow::currentPage() const
{
    return m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
}

void HelpWindow::render()
{
    m_text->setMarkdown(readPage(currentPage()));
    dress(*m_text->document(), tokensFor(palette()));
    m_text->moveCursor(QTextCursor::Start);
}

void HelpWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void HelpWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_list)
        render();
}

} // namespace perdura
