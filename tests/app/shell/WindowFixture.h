// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/MainWindow.h"
#include "app/shell/Place.h"
#include "tests/app/shell/FakeHubClient.h"

#include <QAbstractButton>
#include <QDialog>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

/// A place that remembers what it was told.
class FakePlace final : public Place
{
public:
    explicit FakePlace(const QString &name)
        : m_name(name)
    {}

    QString id() const override { return m_name.toLower(); }
    QString title() const override { return m_name; }
    QString icon() const override { return u"workflow"_s; }
    QWidget *makePage() override { return page = new QLabel(m_name); }
    void setWorkspace(const QString &folder) override { workspace = folder; }
    void setClient(HubClient *newClient) override { client = newClient; }
    bool openFile(const QString &path) override
    {
        files.append(path);
        return m_name == u"Design"_s;
    }
    bool showInstance(const InstanceId &id) override
    {
        instances.append(id.toQString());
        return m_name == u"Monitor"_s;
    }
    bool showProblems() override { return m_name == u"Design"_s; }
    bool showWaitingTasks() override { return m_name == u"Monitor"_s; }
    bool hasUnsavedChanges() const override { return unsaved; }
    void askToClose(std::function<void()> newProceed) override
    {
        ++asked;
        proceed = std::move(newProceed);
    }

    QWidget *page = nullptr;
    QString workspace;
    HubClient *client = nullptr;
    QStringList files;
    QStringList instances;
    bool unsaved = false;
    int asked = 0;
    std::function<void()> proceed;

private:
    QString m_name;
};

/// A window over fake places and a fake hub, in a workspace of its own.
struct Fixture
{
    QTemporaryDir workspace;
    FakePlace *design = nullptr;
    FakePlace *monitor = nullptr;
    FakeHubClient *client = nullptr;
    std::optional<Error> failure;
    int opened = 0;
    std::unique_ptr<MainWindow> window;

    Fixture()
    {
        MainWindow::Parts parts;
        auto designPlace = std::make_unique<FakePlace>(u"Design"_s);
        auto monitorPlace = std::make_unique<FakePlace>(u"Monitor"_s);
        design = designPlace.get();
        monitor = monitorPlace.get();
        parts.places.push_back(std::move(designPlace));
        parts.places.push_back(std::move(monitorPlace));
        parts.openHub = [this](HubOptions, QObject *context,
                               std::function<void(Result<std::unique_ptr<HubClient>>)> done) {
            ++opened;
            QMetaObject::invokeMethod(
                context,
                [this, done = std::move(done)] {
                    if (failure) {
                        done(fail(*failure));
                        return;
                    }
                    auto hub = std::make_unique<FakeHubClient>();
                    client = hub.get();
                    done(std::unique_ptr<HubClient>(std::move(hub)));
                },
                Qt::QueuedConnection);
        };
        window = std::make_unique<MainWindow>(std::move(parts));
        window->show();
        (void)QTest::qWaitForWindowExposed(window.get());
    }

    void open()
    {
        window->openWorkspace(workspace.path());
        QTRY_VERIFY(design->client);
    }

    QDialog *dialog() const
    {
        for (QDialog *candidate : window->findChildren<QDialog *>()) {
            if (candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }

    static QAbstractButton *button(QWidget *area, const QString &words)
    {
        for (auto *candidate : area->findChildren<QAbstractButton *>()) {
            if (candidate->isVisible() && candidate->text() == words)
                return candidate;
        }
        return nullptr;
    }

    /// Clicks the button of these words, as soon as it shows.
    static void press(QWidget *area, const QString &words)
    {
        QTRY_VERIFY2(button(area, words), qPrintable(words));
        QTest::mouseClick(button(area, words), Qt::LeftButton);
    }
};

} // namespace perdura
