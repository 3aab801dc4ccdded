// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/SecretsDialog.h"

#include "app/kit/Banner.h"
#include "app/kit/Confirm.h"
#include "app/kit/EmptyState.h"
#include "app/kit/Look.h"
#include "app/kit/TimeText.h"
#include "app/shell/SecretEntryDialog.h"
#include "app/shell/SecretKeeper.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

SecretsDialog::SecretsDialog(SecretKeeper &keeper, QWidget *parent)
    : QDialog(parent)
    , m_keeper(keeper)
    , m_banner(new Banner)
    , m_pages(new QStackedWidget)
    , m_list(new QTableWidget)
    , m_add(makeButton(tr("Add…"), ButtonTone::Normal, u"plus"_s))
    , m_replace(makeButton(tr("Replace…")))
    , m_remove(makeButton(tr("Remove…")))
{
    setWindowTitle(tr("Secrets"));
    setMinimumSize(600, 400);
    QLabel *what = makeLabel(
        tr("Passwords and tokens that activities of this workspace use. A field names one as "
           "=secrets.NAME; the value is never shown again, nor written into the workspace, a history or "
           "a log."),
        TextStyle::Secondary, TextTone::Secondary);
    what->setWordWrap(true);
    auto *nothing = new EmptyState(u"lock"_s, tr("No secrets yet"),
                                   tr("Add a password or a token, and name it in the input of an activity."));
    QPushButton *first = nothing->addAction(tr("Add secret…"), ButtonTone::Primary, u"plus"_s);
    m_pages->addWidget(makeList());
    m_pages->addWidget(nothing);
    QPushButton *close = makeButton(tr("Close"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_add);
    buttons->addWidget(m_replace);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    column->addWidget(what);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    column->addLayout(buttons);
    connect(first, &QPushButton::clicked, this, &SecretsDialog::add);
    connect(m_add, &QPushButton::clicked, this, &SecretsDialog::add);
    connect(m_replace, &QPushButton::clicked, this, &SecretsDialog::replaceChosen);
    connect(m_remove, &QPushButton::clicked, this, &SecretsDialog::removeChosen);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_list, &QTableWidget::itemSelectionChanged, this, &SecretsDialog::updateButtons);
    connect(m_list, &QTableWidget::activated, this, &SecretsDialog::replaceChosen);
    auto *removeKey = new QShortcut(QKeySequence::Delete, m_list);
    removeKey->setContext(Qt::WidgetShortcut);
    connect(removeKey, &QShortcut::activated, this, &SecretsDialog::removeChosen);
    connect(&m_keeper, &SecretKeeper::secretsChanged, this, [this] {
        m_banner->clear();
        showSecrets();
    });
    connect(&m_keeper, &SecretKeeper::busyChanged, this, &SecretsDialog::updateButtons);
    connect(&m_keeper, &SecretKeeper::failed, this,
            [this](const QString &why) { m_banner->showMessage(Banner::Kind::Error, why); });
    showSecrets();
    m_keeper.refresh();
}

QWidget *SecretsDialog::makeList()
{
    m_list->setColumnCount(3);
    m_list->setHorizontalHeaderLabels({tr("Name"), tr("Kept in"), tr("Changed")});
    m_list->setAccessibleName(tr("Secrets"));
    prepareTable(m_list);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->horizontalHeader()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    return m_list;
}

void SecretsDialog::showSecrets()
{
    const QString before = chosen();
    const auto &secrets = m_keeper.secrets();
    const int count = secrets ? int(secrets->size()) : 0;
    const Instant now = SystemClock().now();
    m_list->setRowCount(count);
    for (int row = 0; row < count; ++row) {
        const SecretInfo &secret = (*secrets)[std::size_t(row)];
        const QString name = QString::fromStdString(secret.name);
        auto *place = new QTableWidgetItem(secret.keptIn == SecretPlace::File ? tr("Encrypted file")
                                                                              : tr("System keychain"));
        if (secret.keptIn == SecretPlace::File)
            place->setToolTip(tr("No system keychain could be reached when it was set."));
        auto *changed = new QTableWidgetItem(relativeTime(secret.changed, now));
        changed->setToolTip(exactTime(secret.changed));
        m_list->setItem(row, 0, new QTableWidgetItem(name));
        m_list->setItem(row, 1, place);
        m_list->setItem(row, 2, changed);
        if (name == before)
            m_list->selectRow(row);
    }
    m_pages->setCurrentIndex(secrets && count == 0 ? 1 : 0);
    updateButtons();
}

QString SecretsDialog::chosen() const
{
    const QList<QTableWidgetItem *> items = m_list->selectedItems();
    return items.isEmpty() ? QString() : m_list->item(items.constFirst()->row(), 0)->text();
}

void SecretsDialog::updateButtons()
{
    const bool isFree = !m_keeper.isBusy();
    // The empty page has a button of its own for it.
    m_add->setVisible(m_pages->currentIndex() == 0);
    m_add->setEnabled(isFree);
    for (QPushButton *button : {m_replace, m_remove}) {
        button->setVisible(m_pages->currentIndex() == 0);
        button->setEnabled(isFree && !chosen().isEmpty());
    }
}

void SecretsDialog::add()
{
    QStringList taken;
    if (m_keeper.secrets()) {
        for (const SecretInfo &secret : *m_keeper.secrets())
            taken.append(QString::fromStdString(secret.name));
    }
    auto *entry = new SecretEntryDialog({}, taken, this);
    entry->setAttribute(Qt::WA_DeleteOnClose);
    connect(entry, &QDialog::accepted, this, [this, entry] { m_keeper.set(entry->name(), entry->value()); });
    entry->open();
}

void SecretsDialog::replaceChosen()
{
    if (chosen().isEmpty() || m_keeper.isBusy())
        return;
    auto *entry = new SecretEntryDialog(chosen(), {}, this);
    entry->setAttribute(Qt::WA_DeleteOnClose);
    connect(entry, &QDialog::accepted, this, [this, entry] { m_keeper.set(entry->name(), entry->value()); });
    entry->open();
}

void SecretsDialog::removeChosen()
{
    const QString name = chosen();
    if (name.isEmpty() || m_keeper.isBusy())
        return;
    Question question;
    question.title = tr("Remove the secret “%1”?").arg(name);
    question.consequence = tr("Its value is gone for good. Steps that name it fail until it is added again.");
    question.verb = tr("Remove secret");
    question.destructive = true;
    confirm(this, question, [this, name] { m_keeper.remove(name); });
}

} // namespace perdura
