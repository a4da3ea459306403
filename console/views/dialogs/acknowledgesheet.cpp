// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/acknowledgesheet.h"

#include "console/fleet/fleetactions.h"
#include "console/fleet/openfailures.h"
#include "console/views/text/phrases.h"
#include "console/views/theme/theme.h"
#include "console/views/widgets/itemdelegate.h"
#include "console/views/widgets/label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// Failures that nobody has acknowledged, of the nodes and incidents that are wanted.
template <typename Wanted>
QList<Subject> unseenFailures(const Fleet &fleet, const Wanted &isWanted)
{
    QList<Subject> found;
    for (const FleetNode &node : fleet.nodes()) {
        for (const UnitFailure &failure : node.failures) {
            if (isUnseen(node, failure) && isWanted(node, failure))
                found.append({node.nodeId, failure.id, failure.unit});
        }
    }
    return found;
}

/// No answer says that it was not reached; any other that it was, and would not.
AcknowledgeList::Outcome outcomeOf(const Error &error)
{
    using Outcome = AcknowledgeList::Outcome;
    switch (error.code) {
    case ErrorCode::Unavailable:
    case ErrorCode::Timeout:
    case ErrorCode::NotPaired:
    case ErrorCode::Cancelled:
    case ErrorCode::Io:
        return Outcome::Unreachable;
    default:
        return Outcome::Refused;
    }
}

} // namespace

AcknowledgeSheet::AcknowledgeSheet(const ViewParts &parts_, const QList<Subject> &failures, QWidget *parent)
    : Sheet(parts_, tr("Acknowledge failures"), parent)
    , m_list(parts_.fleet)
    , m_scope(new QComboBox)
    , m_view(new QListView)
    , m_reason(new QLineEdit)
{
    resize(560, 420);
    content().addWidget(wrappedLabel(
        parts_.theme,
        tr("Others see that somebody has taken note, who, and why. Nothing is restarted or repaired."),
        Colour::Dim));
    m_view->setModel(&m_list);
    m_view->setItemDelegate(new ItemDelegate(parts_.theme, ItemDelegate::Lines::Two, this));
    m_view->setProperty("framed", true);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("What becomes of each node"));
    m_view->setMinimumHeight(120);
    m_reason->setMaxLength(Acknowledgement::MaxReasonBytes);
    m_reason->setPlaceholderText(tr("Why that is enough, for others to read; may be left empty"));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(6 * Theme::Step);
    form->setVerticalSpacing(3 * Theme::Step);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    //: which failures are acknowledged
    form->addRow(tr("&Which"), m_scope);
    //: why somebody takes note of a failure and leaves it at that
    form->addRow(tr("&Reason"), m_reason);
    content().addLayout(form);
    content().addWidget(m_view, 1);
    buildScopes(failures);
    form->setRowVisible(m_scope, m_scope->count() > 1);
    m_close = addCloseButton(tr("Cancel"));
    m_do = addButton({}, true);
    connect(m_do, &QPushButton::clicked, this, &AcknowledgeSheet::run);
    connect(m_scope, &QComboBox::currentIndexChanged, this, [this](int scope) {
        m_list.setFailures(m_scopes.at(scope));
        m_wasTried = false;
        showState();
    });
    connect(m_reason, &QLineEdit::textChanged, this, &AcknowledgeSheet::showState);
    m_list.setFailures(m_scopes.first());
    m_reason->setFocus();
    showState();
}

void AcknowledgeSheet::buildScopes(const QList<Subject> &failures)
{
    QSet<QString> nodes;
    QSet<std::pair<QString, QString>> incidents;
    for (const Subject &one : failures) {
        const FleetNode *node = parts().fleet.node(one.nodeId);
        nodes.insert(one.nodeId);
        if (!node)
            continue;
        const auto failure = std::ranges::find(node->failures, one.failureId, &UnitFailure::id);
        if (failure != node->failures.cend())
            incidents.insert({one.nodeId, incidentOf(*failure)});
    }
    const auto ofIncidents = unseenFailures(parts().fleet, [&](const auto &node, const auto &failure) {
        return incidents.contains({node.nodeId, incidentOf(failure)});
    });
    const auto ofNodes = unseenFailures(
        parts().fleet, [&](const auto &node, const auto &) { return nodes.contains(node.nodeId); });
    const auto ofAll = unseenFailures(parts().fleet, [](const auto &, const auto &) { return true; });
    const FleetNode *first = nodes.isEmpty() ? nullptr : parts().fleet.node(*nodes.cbegin());
    //: failures that are selected
    addScope(tr("The selected %n", nullptr, int(failures.size())), failures);
    //: all failures that belong together
    addScope(incidents.size() == 1 ? tr("All %n of this incident", nullptr, int(ofIncidents.size()))
                                   //: all failures of several incidents
                                   : tr("All %n of these incidents", nullptr, int(ofIncidents.size())),
             ofIncidents);
    //: all failures of the node %1
    addScope(nodes.size() == 1 && first ? tr("All %n on %1", nullptr, int(ofNodes.size())).arg(first->name)
                                        //: all failures of several nodes
                                        : tr("All %n on these nodes", nullptr, int(ofNodes.size())),
             ofNodes);
    //: all failures of all nodes
    addScope(tr("All %n of the fleet", nullptr, int(ofAll.size())), ofAll);
}

void AcknowledgeSheet::addScope(const QString &text, const QList<Subject> &failures)
{
    if (!m_scopes.isEmpty() && failures.size() <= m_scopes.last().size())
        return;
    m_scopes.append(failures);
    m_scope->addItem(text);
}

void AcknowledgeSheet::showState()
{
    const bool isBusy = m_list.isBusy();
    m_do->setText(verb());
    m_do->setEnabled(!isBusy && m_list.waiting() > 0 && isReasonFitting());
    m_scope->setEnabled(!isBusy);
    m_reason->setEnabled(!isBusy);
    m_close->setText(m_wasTried ? tr("Close") : tr("Cancel"));
    if (!isReasonFitting())
        setFailure(tr("The reason is longer than %n bytes.", nullptr, int(Acknowledgement::MaxReasonBytes)));
    else if (m_list.waiting() == 0 && m_list.nodesWith(Outcome::Forbidden) > 0)
        setFailure(tr("This console may only read on these nodes; acknowledging needs the role Operator."));
    else
        setFailure({});
}

QString AcknowledgeSheet::verb() const
{
    const int failed = m_list.nodesWith(Outcome::Refused) + m_list.nodesWith(Outcome::Unreachable);
    if (m_wasTried && failed > 0)
        //: button: asks the nodes again on which it failed
        return tr("Retry the %n that failed", nullptr, failed);
    return tr("Acknowledge %n failures", nullptr, m_list.waiting());
}

void AcknowledgeSheet::run()
{
    m_wasTried = true;
    const QList<AcknowledgeList::Entry> asked = m_list.ask();
    showState();
    for (const AcknowledgeList::Entry &entry : asked) {
        QCoro::connect(
            parts().actions.acknowledge(entry.nodeId, entry.failures, m_reason->text().trimmed()), this,
            [this, id = entry.nodeId](const Result<AcknowledgeAnswer> &answer) { take(id, answer); });
    }
}

void AcknowledgeSheet::take(const QString &nodeId, const Result<AcknowledgeAnswer> &answer)
{
    if (answer)
        m_list.settle(nodeId, Outcome::Done, {});
    else if (answer.error().code == ErrorCode::Unsupported)
        m_list.settle(nodeId, Outcome::Refused, tr("its agent is too old to take note of failures"));
    else
        m_list.settle(nodeId, outcomeOf(answer.error()), answer.error().text);
    showState();
    const int done = m_list.nodesWith(Outcome::Done);
    if (!m_list.isBusy() && done == m_list.rowCount())
        accept();
}

bool AcknowledgeSheet::isReasonFitting() const
{
    return m_reason->text().trimmed().toUtf8().size() <= Acknowledgement::MaxReasonBytes;
}

} // namespace muster::console
