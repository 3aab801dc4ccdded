// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/DesignPlace.h"

#include "designer/DesignerPage.h"

using namespace Qt::Literals::StringLiterals;

namespace perdura {

DesignPlace::DesignPlace(ActivityCatalog activities, std::shared_ptr<ExpressionEvaluator> expressions)
    : m_activities(std::move(activities))
    , m_expressions(std::move(expressions))
{}

QString DesignPlace::id() const
{
    return u"design"_s;
}

QString DesignPlace::title() const
{
    return tr("Design");
}

QString DesignPlace::icon() const
{
    return u"workflow"_s;
}

QWidget *DesignPlace::makePage()
{
    m_page = new DesignerPage(m_activities, m_expressions);
    connect(m_page, &DesignerPage::runRequested, this, &Place::runRequested);
    connect(m_page, &DesignerPage::versionsRequested, this, &Place::versionsRequested);
    connect(m_page, &DesignerPage::exportRequested, this, &Place::exportRequested);
    connect(m_page, &DesignerPage::problemsCountChanged, this, &Place::problemsCountChanged);
    connect(m_page, &DesignerPage::zoomChanged, this, &Place::zoomChanged);
    connect(m_page, &DesignerPage::statusMessage, this, &Place::statusMessage);
    connect(m_page, &DesignerPage::openWorkspaceRequested, this, &Place::openWorkspaceRequested);
    return m_page;
}

void DesignPlace::setWorkspace(const QString &folder)
{
    m_page->setWorkspace(folder);
}

void DesignPlace::setSecretNames(const std::optional<QStringList> &names)
{
    m_page->setSecretNames(names);
}

bool DesignPlace::openFile(const QString &path)
{
    m_page->openFile(path);
    return true;
}

bool DesignPlace::newWorkflow()
{
    m_page->newWorkflow();
    return true;
}

void DesignPlace::restore(const WorkflowDefinition &definition, const QString &version)
{
    m_page->restore(definition, version);
}

bool DesignPlace::hasUnsavedChanges() const
{
    return m_page->hasUnsavedChanges();
}

void DesignPlace::askToClose(std::function<void()> proceed)
{
    m_page->askToClose(std::move(proceed));
}

bool DesignPlace::showProblems()
{
    m_page->showProblems();
    return true;
}

} // namespace perdura
