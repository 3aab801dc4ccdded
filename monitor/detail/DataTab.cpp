// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/DataTab.h"

#include "app/kit/JsonView.h"
#include "app/kit/KeyValueGrid.h"
#include "app/kit/Look.h"

#include <QFrame>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace perdura {

DataTab::DataTab(QWidget *parent)
    : QWidget(parent)
    , m_failure(new QFrame)
    , m_message(makeLabel({}, TextStyle::TextStrong, TextTone::Error))
    , m_failureFacts(new KeyValueGrid)
    , m_input(new JsonView)
    , m_output(new JsonView)
    , m_status(new JsonView)
{
    setSurface(m_failure, Surface::Card);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *failureColumn = new QVBoxLayout(m_failure);
    failureColumn->setContentsMargins(space::l, space::m, space::l, space::m);
    failureColumn->setSpacing(space::s);
    failureColumn->addWidget(m_message);
    failureColumn->addWidget(m_failureFacts);

    m_input->setTitle(tr("Input"));
    m_output->setTitle(tr("Output"));
    m_status->setTitle(tr("Custom status"));
    auto *right = new QSplitter(Qt::Vertical);
    right->setChildrenCollapsible(false);
    right->addWidget(m_output);
    right->addWidget(m_status);
    right->setSizes({400, 200});
    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(m_input);
    split->addWidget(right);
    split->setSizes({500, 500});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::l);
    column->setSpacing(space::m);
    column->addWidget(m_failure);
    column->addWidget(split, 1);
    setDetail(nullptr);
}

// Setting an equal value again would close what the person has opened in the tree.
void DataTab::show(JsonView *view, Json &shown, const Json &value, const QString &placeholder)
{
    if (value.is_null())
        view->setPlaceholder(placeholder);
    else if (value != shown)
        view->setValue(value);
    shown = value;
}

void DataTab::setDetail(const InstanceDetail *detail)
{
    const bool isOver = detail && isTerminal(detail->summary.status);
    show(m_input, m_shownInput, detail ? detail->input : Json(), tr("It was started without input."));
    show(m_output, m_shownOutput, detail ? detail->output : Json(),
         isOver ? tr("It ended without output.") : tr("There is no output before it completes."));
    show(m_status, m_shownStatus, detail ? detail->customStatus : Json(),
         tr("The workflow has set no custom status."));
    showFailure(detail && detail->failure ? &*detail->failure : nullptr);
}

void DataTab::showFailure(const FailureDetails *failure)
{
    m_failure->setVisible(failure != nullptr);
    m_failureFacts->clear();
    if (!failure)
        return;
    m_message->setText(QString::fromStdString(failure->errorMessage));
    m_failureFacts->setCode(tr("Kind"), QString::fromStdString(failure->errorType));
    if (!failure->properties.is_null())
        m_failureFacts->setCode(tr("Facts"), QString::fromStdString(dumpJson(failure->properties)));
    QStringList causes;
    for (auto cause = failure->inner; cause; cause = cause->inner)
        causes << tr("%1 (%2)").arg(QString::fromStdString(cause->errorMessage),
                                    QString::fromStdString(cause->errorType));
    m_failureFacts->setValue(tr("Caused by"), causes.join(u'\n'));
}

} // namespace perdura
