// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace perdura {

/// A folder, or where that is offered a file, that is typed or chosen from the disk. GUI thread.
class FolderField final : public QWidget
{
    Q_OBJECT

public:
    /// `title` heads the dialog to choose one and is the accessible name.
    explicit FolderField(const QString &title, QWidget *parent = nullptr);

    /// A file can be chosen as well; `filter` as QFileDialog takes it.
    void offerFiles(const QString &filter);
    void setFolder(const QString &folder);
    /// An absolute clean path; empty when nothing stands there. What is typed as a relative one begins at the
    /// home folder.
    [[nodiscard]] QString folder() const;
    void setReadOnly(bool readOnly);
    [[nodiscard]] QWidget *line() const;

signals:
    void changed();

private:
    void choose();
    void chooseFile();
    [[nodiscard]] QString nearestFolder() const;

    QString m_title;
    QString m_filter; ///< of files; empty: only folders can be chosen
    QLineEdit *m_line;
    QPushButton *m_browse;
    QPushButton *m_browseFiles;
};

} // namespace perdura
