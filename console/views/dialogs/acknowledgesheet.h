// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/dialogs/acknowledgelist.h"
#include "console/views/dialogs/sheet.h"

#include "shared/api/units.h"
#include "shared/error.h"

class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;

namespace muster::console {

/// Takes note of failures, with a reason: of those that were chosen, or of all of their incident or node.
/// Says before what becomes of each node, and then what came of it; tries again where it did not work.
class AcknowledgeSheet : public Sheet
{
    Q_OBJECT
public:
    AcknowledgeSheet(const ViewParts &parts, const QList<Subject> &failures, QWidget *parent);

    [[nodiscard]] const AcknowledgeList &list() const { return m_list; }

private:
    using Outcome = AcknowledgeList::Outcome;
    void buildScopes(const QList<Subject> &failures);
    void addScope(const QString &text, const QList<Subject> &failures);
    void showState();
    [[nodiscard]] QString verb() const;
    void run();
    void take(const QString &nodeId, const Result<AcknowledgeAnswer> &answer);
    [[nodiscard]] bool isReasonFitting() const;

    AcknowledgeList m_list;
    QList<QList<Subject>> m_scopes; ///< in the order of the box
    QComboBox *m_scope;
    QListView *m_view;
    QLineEdit *m_reason;
    QPushButton *m_do;
    QPushButton *m_close;
    bool m_wasTried = false;
};

} // namespace muster::console
