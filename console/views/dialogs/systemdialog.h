// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/dialogs/sheet.h"
#include "shared/error.h"

class QComboBox;
class QLineEdit;
class QListWidget;

namespace muster::console {

/// Makes a system of paired nodes, or changes one: its name, its members in their order, its coordinator.
class SystemDialog : public Sheet
{
    Q_OBJECT
public:
    /// @param name the system to change; empty for a new one
    /// @param nodeIds its members at first, in order
    SystemDialog(const ViewParts &parts, const QString &name, const QStringList &nodeIds, QWidget *parent);

    [[nodiscard]] QStringList memberIds() const; ///< in order; the first has number 1

Q_SIGNALS:
    void saved(const QString &name);

private:
    [[nodiscard]] QWidget *buildLists();
    [[nodiscard]] QWidget *buildMoves();
    void fill(const QStringList &nodeIds);
    void addTo(QListWidget *list, const QString &nodeId);
    void moveSelected(QListWidget *from, QListWidget *to);
    void moveBy(int rows);
    void showNumbers();
    void save();

    QString m_old;
    QLineEdit *m_name;
    QListWidget *m_free;
    QListWidget *m_members;
    QComboBox *m_coordinator;
    QPushButton *m_save;
};

} // namespace muster::console
