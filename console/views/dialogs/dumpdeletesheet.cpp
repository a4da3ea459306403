// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/dumpdeletesheet.h"

#include "console/dumps/deletedumps.h"
#include "console/fleet/fleet.h"
#include "console/views/text/dumpphrases.h"
#include "console/views/widgets/label.h"

#include <QMap>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString keyOf(const QString &nodeId, const QString &dumpId)
{
    return nodeId + u'/' + dumpId;
}

} // namespace

DumpDeleteSheet::DumpDeleteSheet(const ViewParts &parts_, const QList<DumpId> &dumps, QWidget *parent)
    : WorkSheet(parts_, tr("Delete dumps"), parent)
{
    QList<WorkList::Item> items;
    bool isAnyOnlyThere = false;
    for (const DumpId &dump : dumps) {
        items.append(itemOf(dump));
        m_dumps.insert(items.last().key, dump);
        const DumpEntry *entry = parts_.dumps.entry(dump.nodeId, dump.dumpId);
        isAnyOnlyThere |= entry && entry->offloaded.isEmpty() && entry->state != DumpState::Failed;
    }
    content().addWidget(wrappedLabel(
        parts_.theme,
        isAnyOnlyThere ? tr("What nobody has fetched is lost for good. This cannot be undone.")
                       : tr("All of them were fetched before. They are deleted on their nodes for good."),
        Colour::Dim));
    work().setItems(items);
    buildList(tr("What becomes of each dump"));
}

WorkList::Item DumpDeleteSheet::itemOf(const DumpId &dump) const
{
    const FleetNode *node = parts().fleet.node(dump.nodeId);
    const DumpEntry *entry = parts().dumps.entry(dump.nodeId, dump.dumpId);
    //: %1 is a dump, %2 a node
    WorkList::Item item{keyOf(dump.nodeId, dump.dumpId),
                        tr("%1 on %2").arg(dump.dumpId, node ? node->name : dump.nodeId),
                        {}};
    if (!node || node->isStale()) {
        item.outcome = WorkList::Outcome::Impossible;
        item.why = tr("the node does not answer");
    } else if (node->role < Role::Admin) {
        item.outcome = WorkList::Outcome::Impossible;
        item.why = tr("deleting needs the role Administrator there");
    } else if (entry && !entry->offloading.isEmpty()) {
        item.outcome = WorkList::Outcome::Impossible;
        //: a dump is being fetched; %1 names who does
        item.why = tr("being fetched by %1").arg(entry->offloading.join(u", "_s));
    } else if (entry && entry->state == DumpState::Failed) {
        item.detail = tr("there is nothing in it");
    } else if (entry && !entry->offloaded.isEmpty()) {
        //: a dump was fetched; %1 names who has it
        item.detail = tr("fetched by %1").arg(entry->offloaded.last().to);
    } else {
        item.detail = tr("nobody has fetched it");
    }
    return item;
}

QString DumpDeleteSheet::verb(int count) const
{
    return tr("Delete %n dumps", nullptr, count);
}

void DumpDeleteSheet::run(const QStringList &keys)
{
    QMap<QString, QStringList> byNode;
    for (const QString &key : keys) {
        const DumpId dump = m_dumps.value(key);
        byNode[dump.nodeId].append(dump.dumpId);
    }
    for (const auto &[nodeId, all] : byNode.asKeyValueRange()) {
        // They are deleted also when this is closed meanwhile.
        const auto told = [self = QPointer(this), id = nodeId](const QStringList &some,
                                                               const Result<DumpDeleteAnswer> &answer) {
            if (self)
                self->take(id, some, answer);
        };
        QCoro::connect(deleteDumps(parts().actions, nodeId, all, told), this, [] { });
    }
}

void DumpDeleteSheet::take(const QString &nodeId, const QStringList &ids,
                           const Result<DumpDeleteAnswer> &answer)
{
    for (const QString &id : ids) {
        const QString key = keyOf(nodeId, id);
        if (!answer) {
            work().setFailed(key, answer.error());
            continue;
        }
        const auto one = std::ranges::find(answer->dumps, id, &DumpDeleted::id);
        if (one == answer->dumps.cend())
            work().setFailed(key,
                             {ErrorCode::Internal, tr("the node did not say what became of it"), {}, {}, {}});
        else if (!one->error.isEmpty())
            work().setFailed(key, {errorCodeFromName(one->error), one->text, {}, {}, {}});
        else
            work().setDone(key, tr("deleted"));
    }
    showState();
}

} // namespace muster::console
