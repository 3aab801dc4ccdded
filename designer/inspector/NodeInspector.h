// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"
#include "engine/core/Json.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QMap>
#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace perdura {

class Banner;
class DefinitionDocument;
class NodeHeader;
class SchemaForm;
struct SchemaFormOptions;

/// Name and fields of one node; activities have a chooser, the form of their input and the rules of
/// repetition. Every edit is an undo step of the document, typing in one field is one step. GUI thread.
class NodeInspector final : public QWidget
{
    Q_OBJECT

public:
    explicit NodeInspector(QWidget *parent = nullptr);

    /// Shows a node of a document; null: none. `pathRoot`: paths that are picked are written relative to this
    /// folder.
    void setNode(DefinitionDocument *document, const NodeId &node, const QString &pathRoot);
    /// Shows the document's present state of the node.
    void refresh();
    void refreshProblems();
    /// Puts the caret into a field by its JSON pointer; empty: the name.
    void focusField(const QString &pointer);

private:
    void buildForms(const Node &node);
    [[nodiscard]] SchemaFormOptions formOptions() const;
    void fillActivities(const Node &node);
    void chooseActivity(int index);
    void takeName(const QString &name);
    void takeFields(const Json &fields, const QString &pointer);
    [[nodiscard]] const Node *node() const;
    /// Of a form whose fields are below that JSON pointer.
    [[nodiscard]] SchemaFormOptions optionsFor(const QString &prefix) const;
    [[nodiscard]] QString sessionFor(const QString &field) const;

    QPointer<DefinitionDocument> m_document;
    NodeId m_node;
    QString m_pathRoot;
    std::string m_shownActivity; ///< whose input form is built
    bool m_filling = false;
    int m_session = 0; ///< a new one for each node that is shown: typing merges within it only

    NodeHeader *m_header;
    Banner *m_banner;
    QLineEdit *m_name;
    QWidget *m_activityPart;
    QComboBox *m_activity;
    QLabel *m_activityText;
    SchemaForm *m_fields;
    QWidget *m_inputPart;
    SchemaForm *m_input;
    QWidget *m_retryPart;
    SchemaForm *m_retry;
};

} // namespace perdura
