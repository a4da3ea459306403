// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/systems/membershipwish.h"
#include "console/views/dialogs/sheet.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QSpinBox;

namespace muster::console {

/// Makes a system of paired nodes, or changes one: its name, its members by number, its coordinator, how it
/// works. What that comes to on which member is shown before anything is done.
class SystemDialog : public Sheet
{
    Q_OBJECT
public:
    /// @param name the system to change, or a group to be founded; empty for a new one
    /// @param nodeIds members of a new one at first, in order
    SystemDialog(const ViewParts &parts, const QString &name, const QStringList &nodeIds, QWidget *parent);

    [[nodiscard]] QStringList memberIds() const; ///< by number
    [[nodiscard]] MembershipWish wish() const; ///< empty when nothing is changed

Q_SIGNALS:
    void saved(const QString &name); ///< of the system in the fleet

private:
    [[nodiscard]] QWidget *buildLists();
    [[nodiscard]] QWidget *buildMoves();
    void buildSettings(QFormLayout &form);
    void fill(const QStringList &nodeIds);
    void fillSettings(const SystemSettings &settings);
    QListWidgetItem *addTo(QListWidget *list, const QString &nodeId);
    void takeIn();
    void takeOut();
    void moveBy(int rows);
    void sortMembers();
    void showNumbers();
    [[nodiscard]] int firstFree() const;
    [[nodiscard]] SystemSettings settings() const;
    void wishMembers(MembershipWish &wish, const Membership *before) const;
    void preview();

    QString m_system; ///< in the fleet; empty for a new one
    QLineEdit *m_name;
    QListWidget *m_free;
    QListWidget *m_members;
    QComboBox *m_coordinator;
    QComboBox *m_mode;
    QComboBox *m_role;
    QSpinBox *m_lease;
    QSpinBox *m_skew;
    QSpinBox *m_replicas;
    SystemSettings m_settings; ///< with those that are not edited here
    QPushButton *m_next;
};

} // namespace muster::console
