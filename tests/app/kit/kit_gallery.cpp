// SPDX-License-Identifier: GPL-3.0-or-later
// Shows every part of the kit on one page, for looking at: kit_gallery [--dark].
#include "app/kit/Banner.h"
#include "app/kit/ContextBar.h"
#include "app/kit/EmptyState.h"
#include "app/kit/JsonView.h"
#include "app/kit/KeyValueGrid.h"
#include "app/kit/SchemaForm.h"
#include "app/kit/SearchField.h"
#include "app/kit/SectionHeader.h"
#include "app/kit/StatusChip.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;
using namespace perdura;

namespace {

const char *const schemaText = R"({
  "type": "object", "required": ["url", "method"],
  "properties": {
    "method": {"type": "string", "title": "Method", "enum": ["GET", "POST", "PUT"], "default": "GET"},
    "url": {"type": "string", "title": "Address", "format": "url", "description": "Where the request goes."},
    "timeout": {"type": "string", "title": "Give up after", "format": "duration", "default": "30 s"},
    "attempts": {"type": "integer", "title": "Attempts", "minimum": 1, "maximum": 10, "default": 3},
    "follow": {"type": "boolean", "title": "Follow redirects", "default": true},
    "headers": {"type": "object", "title": "Headers", "additionalProperties": {"type": "string"}},
    "tags": {"type": "array", "title": "Tags", "items": {"type": "string"}},
    "body": {"title": "Body", "description": "Any JSON."},
    "note": {"type": "string", "format": "multiline", "title": "Note"},
    "retry": {"type": "object", "title": "Retry", "properties": {
      "first": {"type": "string", "title": "First wait", "format": "duration"},
      "path": {"type": "string", "title": "Log file", "format": "path"}}}
  }})";

QWidget *makeButtons()
{
    auto *box = new QWidget;
    auto *rows = new QVBoxLayout(box);
    for (const bool enabled : {true, false}) {
        auto *row = new QHBoxLayout;
        row->addWidget(makeButton(u"Run"_s, ButtonTone::Primary, u"play"_s));
        row->addWidget(makeButton(u"Save workflow"_s, ButtonTone::Normal, u"save"_s));
        row->addWidget(makeButton(u"Flat"_s, ButtonTone::Flat));
        row->addWidget(makeButton(u"Link"_s, ButtonTone::Link, u"plus"_s));
        row->addWidget(makeButton(u"Terminate instance…"_s, ButtonTone::Destructive));
        row->addWidget(makeIconButton(u"settings"_s, u"Settings"_s));
        QToolButton *checked = makeIconButton(u"panel-left"_s, u"Explorer"_s);
        checked->setCheckable(true);
        checked->setChecked(true);
        row->addWidget(checked);
        row->addStretch();
        for (int i = 0; i < row->count(); ++i) {
            if (QWidget *widget = row->itemAt(i)->widget())
                widget->setEnabled(enabled);
        }
        rows->addLayout(row);
    }
    auto *controls = new QHBoxLayout;
    auto *combo = new QComboBox;
    combo->addItems({u"Everything"_s, u"Running"_s});
    controls->addWidget(combo);
    auto *spin = new QSpinBox;
    spin->setValue(42);
    controls->addWidget(spin);
    auto *check = new QCheckBox(u"Checked"_s);
    check->setChecked(true);
    controls->addWidget(check);
    controls->addWidget(new QCheckBox(u"Not"_s));
    auto *radio = new QRadioButton(u"One"_s);
    radio->setChecked(true);
    controls->addWidget(radio);
    controls->addWidget(new SearchField(u"Search instances"_s));
    auto *progress = new QProgressBar;
    progress->setTextVisible(false);
    progress->setValue(40);
    controls->addWidget(progress, 1);
    rows->addLayout(controls);
    auto *chips = new QHBoxLayout;
    for (const RunState state : {RunState::Pending, RunState::Running, RunState::Waiting, RunState::Completed,
                                 RunState::Failed, RunState::Terminated, RunState::Suspended})
        chips->addWidget(new StatusChip(state));
    chips->addStretch();
    rows->addLayout(chips);
    return box;
}

QWidget *makeTable()
{
    auto *table = new QTableWidget(4, 3);
    table->setHorizontalHeaderLabels({u"Workflow"_s, u"Instance"_s, u"Updated"_s});
    prepareTable(table);
    for (int row = 0; row < 4; ++row) {
        table->setItem(row, 0, new QTableWidgetItem(u"order-approval"_s));
        table->setItem(row, 1, new QTableWidgetItem(u"7f3a…"_s));
        table->setItem(row, 2, new QTableWidgetItem(u"2 min ago"_s));
    }
    table->selectRow(1);
    return table;
}

QWidget *makeMiddle()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *bar = new ContextBar;
    bar->setBreadcrumb({u"orders"_s});
    bar->setTitle(u"order-approval"_s);
    bar->addInfo(new StatusChip(RunState::Waiting));
    bar->addAction(u"Run…"_s, ButtonTone::Primary, u"play"_s);
    column->addWidget(bar);
    for (const Banner::Kind kind :
         {Banner::Kind::Info, Banner::Kind::Success, Banner::Kind::Warning, Banner::Kind::Error}) {
        auto *banner = new Banner;
        banner->showMessage(
            kind, u"The hub is read-only: the folder cannot be written to. Change its permissions."_s);
        banner->addAction(u"Try again"_s);
        column->addWidget(banner);
    }
    column->addWidget(makeButtons());
    auto *tabs = new QTabWidget;
    tabs->addTab(makeTable(), u"Instances"_s);
    tabs->addTab(new QWidget, u"History"_s);
    column->addWidget(tabs, 1);
    auto *empty =
        new EmptyState(u"inbox"_s, u"No instances yet"_s,
                       u"Each run of a workflow shows up here, with what it did and what it waits for."_s);
    empty->addAction(u"Run a workflow…"_s, ButtonTone::Primary, u"play"_s);
    column->addWidget(empty, 1);
    return page;
}

QWidget *makeForm()
{
    auto *form = new SchemaForm;
    form->setSchema(*parseJson(schemaText), {.expressionsAllowed = true, .pathRoot = {}});
    form->setValue(*parseJson(
        R"({"method": "POST", "url": "=input.address + '/orders'", "attempts": 12, "timeout": "soon",
        "headers": {"Accept": "application/json"}, "tags": ["orders", "=vars.tag"], "body": {"id": 5, "ok": true, "name": "x"}})"));
    form->setContentsMargins(12, 12, 12, 12);
    auto *area = new QScrollArea;
    area->setWidget(form);
    area->setWidgetResizable(true);
    setSurface(form, Surface::Panel);
    auto *pane = new QWidget;
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *header = new SectionHeader(u"HTTP request"_s);
    header->addButton(u"trash-2"_s, u"Delete"_s);
    column->addWidget(header);
    column->addWidget(area, 1);
    return pane;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    applyAppearance(application,
                    application.arguments().contains(u"--dark"_s) ? Appearance::Dark : Appearance::Light);
    auto *view = new JsonView;
    view->setTitle(u"Output"_s);
    view->setValue(*parseJson(
        R"({"order": {"id": 4711, "total": 99.5, "lines": [{"sku": "A"}, {"sku": "B"}]}, "ok": true})"));
    auto *text = new JsonView;
    text->setTitle(u"Input"_s);
    text->setValue(*parseJson(R"({"order": {"id": 4711, "total": 99.5}, "ok": true, "note": null})"));
    text->setMode(JsonView::Mode::Text);
    auto *facts = new KeyValueGrid;
    facts->setValue(u"Started"_s, u"2 min ago"_s);
    facts->setCode(u"Instance"_s, u"7f3a2b0c"_s);
    auto *left = new QWidget;
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->addWidget(facts);
    leftColumn->addWidget(view);
    leftColumn->addWidget(text);
    QSplitter splitter;
    splitter.addWidget(left);
    splitter.addWidget(makeMiddle());
    splitter.addWidget(makeForm());
    splitter.setSizes({260, 700, 320});
    splitter.resize(1280, 800);
    splitter.setWindowTitle(u"Kit"_s);
    splitter.show();
    return QApplication::exec();
}
