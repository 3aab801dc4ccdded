// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/WelcomePage.h"

#include "app/kit/ElidedLabel.h"
#include "app/kit/IconLabel.h"
#include "app/kit/Look.h"
#include "app/shell/Card.h"

#include <QDir>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

constexpr int bodyWidth = 920;
constexpr int cardHeight = 124; // room for a title and four lines

QString shortened(const QString &folder)
{
    const QString home = QDir::homePath();
    return folder.startsWith(home + u'/') ? u'~' + folder.mid(home.size()) : QDir::toNativeSeparators(folder);
}

} // namespace

WelcomePage::WelcomePage(const QList<Sample> &samples, QWidget *parent)
    : QWidget(parent)
    , m_body(new QWidget)
    , m_column(new QVBoxLayout(m_body))
    , m_recent(new QVBoxLayout)
    , m_recentBox(new QWidget)
{
    m_column->setContentsMargins(space::xxl, 48, space::xxl, space::xxl);
    m_column->setSpacing(space::m);
    m_column->addWidget(makeHead());

    auto *recentColumn = new QVBoxLayout(m_recentBox);
    recentColumn->setContentsMargins(0, space::l, 0, 0);
    recentColumn->setSpacing(space::s);
    recentColumn->addWidget(makeLabel(tr("Recent workspaces"), TextStyle::Section));
    m_recent->setSpacing(2);
    recentColumn->addLayout(m_recent);
    m_column->addWidget(m_recentBox);
    m_recentBox->hide();

    QList<Sample> ready;
    QList<Sample> templates;
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(ready),
                 [](const Sample &sample) { return sample.kind == Sample::Kind::Sample; });
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(templates),
                 [](const Sample &sample) { return sample.kind == Sample::Kind::Template; });
    addCards(tr("Try a sample"), ready);
    addCards(tr("Start from a template"), templates);
    m_column->addStretch();

    auto *middle = new QWidget;
    auto *middleRow = new QHBoxLayout(middle);
    middleRow->setContentsMargins(0, 0, 0, 0);
    middleRow->addStretch(1);
    middleRow->addWidget(m_body, 1000);
    middleRow->addStretch(1);
    m_body->setMaximumWidth(bodyWidth);
    auto *area = new QScrollArea;
    area->setWidget(middle);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus); // Tab goes from card to card
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSurface(middle, Surface::Window);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(area);
}

QWidget *WelcomePage::makeHead()
{
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, space::s);
    column->setSpacing(space::s);
    QLabel *name = makeLabel(tr("Perdura"), TextStyle::Page);
    auto *nameRow = new QHBoxLayout;
    nameRow->setSpacing(space::m);
    nameRow->addWidget(new IconLabel(u"workflow"_s, 28, &Tokens::accent));
    nameRow->addWidget(name);
    nameRow->addStretch();
    column->addLayout(nameRow);
    QLabel *sentence = makeLabel(
        tr("Draw a workflow, run it, and watch it go on by itself after waits, failures and restarts."),
        TextStyle::Text, TextTone::Secondary);
    sentence->setWordWrap(true);
    column->addWidget(sentence);
    column->addSpacing(space::s);
    QPushButton *open = makeButton(tr("Open folder…"), ButtonTone::Primary, u"folder-open"_s);
    QPushButton *make = makeButton(tr("New workspace…"), ButtonTone::Normal, u"plus"_s);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(open);
    buttons->addWidget(make);
    buttons->addStretch();
    column->addLayout(buttons);
    setFocusProxy(open);
    connect(open, &QPushButton::clicked, this, &WelcomePage::openFolderRequested);
    connect(make, &QPushButton::clicked, this, &WelcomePage::newWorkspaceRequested);
    return head;
}

void WelcomePage::addCards(const QString &title, const QList<Sample> &samples)
{
    if (samples.isEmpty())
        return;
    m_column->addSpacing(space::s);
    m_column->addWidget(makeLabel(title, TextStyle::Section));
    CardGroup group;
    group.grid = new QGridLayout;
    group.grid->setSpacing(space::m);
    for (const Sample &sample : samples) {
        auto *card = new Card(sample.kind == Sample::Kind::Sample ? u"workflow"_s : u"file-plus"_s,
                              sample.title, sample.description);
        connect(card, &Card::clicked, this, [this, sample] { emit sampleChosen(sample); });
        group.cards.append(card);
    }
    m_column->addLayout(group.grid);
    m_groups.append(group);
    m_columns = 0;
    arrangeCards();
}

void WelcomePage::arrangeCards()
{
    const int available = qMin(width(), bodyWidth);
    const int columns = qBound(1, available / 290, 3);
    // Cards are equally wide in every group, also where a group does not fill its row.
    const int cardWidth = (available - 2 * space::xxl - (columns - 1) * space::m) / columns;
    for (const CardGroup &group : m_groups) {
        for (int i = 0; i < group.cards.size(); ++i) {
            group.cards[i]->setFixedWidth(cardWidth);
            if (columns != m_columns)
                group.grid->addWidget(group.cards[i], i / columns, i % columns);
        }
        // The cards of a row are alike, as high as the one with the most words.
        for (qsizetype first = 0; first < group.cards.size(); first += columns) {
            const QList<QWidget *> row = group.cards.mid(first, columns);
            int height = cardHeight;
            for (const QWidget *card : row)
                height = qMax(height, card->heightForWidth(cardWidth));
            for (QWidget *card : row)
                card->setFixedHeight(height);
        }
        group.grid->setColumnStretch(columns, 1);
        for (int i = 0; i < columns; ++i)
            group.grid->setColumnStretch(i, 0);
    }
    m_columns = columns;
}

void WelcomePage::setRecentWorkspaces(const QStringList &folders)
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString &folder : folders)
        m_recent->addWidget(makeRecentRow(folder));
    m_recentBox->setVisible(!folders.isEmpty());
}

QWidget *WelcomePage::makeRecentRow(const QString &folder)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::s);
    const bool exists = QDir(folder).exists();
    QPushButton *open = makeButton(QDir(folder).dirName(), ButtonTone::Link, u"folder"_s);
    open->setEnabled(exists);
    open->setToolTip(QDir::toNativeSeparators(folder));
    auto *path = new ElidedLabel(exists ? shortened(folder) : tr("%1 (not found)").arg(shortened(folder)),
                                 TextStyle::Secondary, TextTone::Secondary);
    path->setElideMode(Qt::ElideMiddle);
    QToolButton *remove = makeIconButton(u"x"_s, tr("Remove from this list"));
    layout->addWidget(open);
    layout->addWidget(path, 1);
    layout->addWidget(remove);
    connect(open, &QPushButton::clicked, this, [this, folder] { emit workspaceChosen(folder); });
    connect(remove, &QToolButton::clicked, this, [this, folder] { emit removeRecentRequested(folder); });
    return row;
}

void WelcomePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeCards();
}

} // namespace perdura
