// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/systems/systemchange.h"
#include "console/views/dialogs/sheet.h"
#include "console/views/models/systemchangemodel.h"

#include <QCoreApplication>

class QCheckBox;
class QLineEdit;

namespace muster::console {

class Label;
class TablePanel;

/// Before a system is changed: what changes on which member, what speaks against it, and a button named by
/// the verb. Afterwards what came of it on each, and the chance to try again where it failed.
class SystemChangeSheet : public Sheet
{
    Q_OBJECT
public:
    struct Order
    {
        QString system; ///< its name in the fleet; empty for a new one
        MembershipWish wish; ///< empty: members that do not have the last membership are told it
        QString title;
        QString verb; ///< of the button: "Dissolve db-frame-1"
        QStringList whatHappens; ///< what the table does not say
        QString typed; ///< what has to be typed first; empty for nothing
    };

    SystemChangeSheet(const ViewParts &parts, const Order &order, QWidget *parent);

    void reject() override;

Q_SIGNALS:
    void changed(const QString &systemId); ///< all members have it, or will take it over

private:
    enum class Step { Drafting, Asking, Ready, Running, Tried };

    void buildContent();
    void draft();
    [[nodiscard]] Result<SystemDraft> drafted() const;
    void ask(const SystemDraft &draft);
    void takeChecked(const SystemDraft &draft);
    void run();
    void takeResults(const QList<MemberResult> &results);
    void explain();
    void showState();
    [[nodiscard]] QString verb() const;
    [[nodiscard]] QString blockingReason() const; ///< the first
    [[nodiscard]] bool isConfirmed() const;

    Order m_order;
    SystemChangeModel m_model;
    SystemDraft m_draft;
    Step m_step = Step::Drafting;
    QList<MemberResult> m_results;
    bool m_isAnyTold = false;
    Label *m_remarks;
    TablePanel *m_table;
    QCheckBox *m_force;
    Label *m_typeLabel;
    QLineEdit *m_typed;
    QPushButton *m_close;
    QPushButton *m_do;
};

/// The orders of pages and menus.
class SystemOrders
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::SystemOrders)
public:
    [[nodiscard]] static SystemChangeSheet::Order dissolve(const FleetSystem &system);
    [[nodiscard]] static SystemChangeSheet::Order handOver(const FleetSystem &system, const FleetNode &node);
    [[nodiscard]] static SystemChangeSheet::Order repeat(const FleetSystem &system);
};

} // namespace muster::console
