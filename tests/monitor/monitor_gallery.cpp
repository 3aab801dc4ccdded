// SPDX-License-Identifier: GPL-3.0-or-later
// The monitor with realistic data, to look at: monitor_gallery [--dark]
// [list|graph|timeline|import|history|data|log|tasks| raise|approve|terminate|empty|failed|running] [--node
// NAME]
#include "app/kit/KitResources.h"
#include "app/kit/Theme.h"
#include "monitor/MonitorPage.h"
#include "monitor/detail/InstanceDetailPage.h"
#include "monitor/tasks/TasksPage.h"
#include "tests/monitor/SampleHub.h"

#include <QApplication>
#include <QPushButton>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

using namespace perdura;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

void click(QWidget *in, const QString &text)
{
    for (QPushButton *button : in->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text().startsWith(text))
            button->click();
    }
}

void open(MonitorPage &page, const QString &what)
{
    using Page = InstanceDetailPage;
    const struct
    {
        QString name;
        const char *instance;
        Page::Tab tab;
    } views[] = {{u"graph"_s, "expense-2026-1187", Page::Graph},
                 {u"timeline"_s, "expense-2026-1141", Page::Timeline},
                 {u"import"_s, "import-nordwind-17", Page::Timeline},
                 {u"importgraph"_s, "import-nordwind-18", Page::Graph},
                 {u"history"_s, "expense-2026-1141", Page::History},
                 {u"data"_s, "expense-2026-1099", Page::Data},
                 {u"log"_s, "expense-2026-1099", Page::Log},
                 {u"failed"_s, "expense-2026-1099", Page::Graph},
                 {u"failedtimeline"_s, "expense-2026-1099", Page::Timeline},
                 {u"running"_s, "import-nordwind-18", Page::Timeline},
                 {u"waiting"_s, "expense-2026-1187", Page::Timeline},
                 {u"raise"_s, "expense-2026-1187", Page::Graph},
                 {u"approve"_s, "expense-2026-1187", Page::Graph},
                 {u"terminate"_s, "expense-2026-1187", Page::Graph}};
    for (const auto &view : views) {
        if (what == view.name) {
            page.showInstance(InstanceId(std::string(view.instance)));
            page.detail()->showTab(view.tab);
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QStringList arguments = application.arguments().mid(1);
    initKitResources();
    applyAppearance(application, arguments.removeAll(u"--dark"_s) > 0 ? Appearance::Dark : Appearance::Light);
    const QString what = arguments.value(0, u"list"_s);

    const Instant now = SystemClock().now();
    SampleHub hub(now);
    if (what != u"empty"_s) {
        hub.addCrowd(4000);
        hub.add(SampleHub::waitingExpense("expense-2026-1187", now - 21h, now));
        hub.add(SampleHub::waitingExpense("expense-2026-1188", now - 80h, now));
        hub.add(SampleHub::completedExpense("expense-2026-1141", now - 100h));
        hub.add(SampleHub::failedExpense("expense-2026-1099", now - 26h));
        hub.add(SampleHub::import("import-nordwind-17", now - 5min, 240, false));
        hub.add(SampleHub::import("import-nordwind-18", now - 15s, 240, true));
    }
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    column->setContentsMargins(0, 0, 0, 0);
    MonitorPage page(hub.tracer());
    TasksPage tasks;
    QWidget *shown = what == u"tasks"_s ? static_cast<QWidget *>(&tasks) : &page;
    column->addWidget(shown);
    page.setClient(what == u"nohub"_s ? nullptr : hub.client());
    tasks.setClient(hub.client());
    window.showMaximized();
    open(page, what);
    QTimer::singleShot(700ms, &window, [&] {
        if (what == u"raise"_s)
            click(&page, u"Raise"_s);
        if (what == u"approve"_s)
            click(&page, u"Approve"_s);
        if (what == u"terminate"_s)
            click(&page, u"Terminate"_s);
    });
    return QApplication::exec();
}
