// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QPointer>
#include <QWidget>

#include <optional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QTextEdit;

namespace perdura {

class Banner;
class ButtonFlow;
class SchemaForm;

/// One human task, ready to be answered: what is asked, the form, a comment and one button per outcome. What
/// was typed stays while the same task is set again. GUI thread; the client is not owned.
class AnswerPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerPanel(QWidget *parent = nullptr);

    void setClient(HubClient *client);
    void setTask(const HumanTaskInfo &task);
    [[nodiscard]] const std::optional<HumanTaskInfo> &task() const { return m_task; }
    void clear();
    /// The button of an outcome; null when the task does not offer it.
    [[nodiscard]] QPushButton *outcomeButton(const QString &outcome) const;
    /// The first field of the form, else the comment.
    void focusFirstField();
    /// A button at the other end of the row of outcomes, such as one that leaves without an answer.
    void addSideAction(QPushButton *button);

signals:
    /// The hub has taken the answer.
    void answered(const HumanTaskId &task, const QString &outcome);

private:
    void showTask();
    void rebuildButtons();
    void answer(const std::string &outcome);
    void setBusy(bool busy);
    void showRefusal(const QString &message, const QString &outcome);
    void askForComment(const std::string &outcome);

    QPointer<HubClient> m_client;
    std::optional<HumanTaskInfo> m_task;
    QLabel *m_title;
    QLabel *m_facts;
    Banner *m_banner;
    QScrollArea *m_scroll;
    QLabel *m_description;
    SchemaForm *m_form;
    QLabel *m_commentName;
    QLineEdit *m_comment;
    QLineEdit *m_person;
    QHBoxLayout *m_side;
    ButtonFlow *m_outcomes;
    std::vector<QPushButton *> m_buttons; // one per outcome, in order
};

} // namespace perdura
