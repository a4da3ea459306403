// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/views/dialogs/worksheet.h"

#include "shared/api/dumps.h"

class QComboBox;
class QLineEdit;

namespace muster::console {

class Label;

/// Has nodes make dumps of one kind: what each will collect is said before, as the node itself tells it.
class DumpCreateSheet : public WorkSheet
{
    Q_OBJECT
public:
    DumpCreateSheet(const ViewParts &parts, const QStringList &nodeIds, QWidget *parent);

protected:
    [[nodiscard]] QString verb(int count) const override;
    void run(const QStringList &keys) override;
    [[nodiscard]] bool isReady() const override;

private:
    void askKinds();
    void takeKinds(const QString &nodeId, const Result<DumpKinds> &kinds);
    void fillTypes();
    void plan();
    [[nodiscard]] QString whyNot(const FleetNode *node) const;
    [[nodiscard]] QString whyNot(const FleetNode *node, const DumpKind *kind) const;
    [[nodiscard]] bool isStopping(const QString &type) const;
    [[nodiscard]] QString warning(const QString &type) const;
    [[nodiscard]] QList<WorkList::Item> ofNodes(const QString &type) const;
    [[nodiscard]] QList<WorkList::Item> ofSystems(const QString &type) const;
    [[nodiscard]] const DumpKind *kindOf(const QString &nodeId, const QString &type) const;
    [[nodiscard]] static QString planOf(const DumpKind &kind);

    QStringList m_nodeIds;
    QHash<QString, Result<DumpKinds>> m_kinds; ///< by node that has answered
    QComboBox *m_type;
    QLineEdit *m_reason;
    Label *m_warning;
    bool m_isStopping = false; ///< hosts are stopped for what is chosen
    bool m_isTypeChosen = false; ///< by the person
};

} // namespace muster::console
