// SPDX-License-Identifier: Apache-2.0
#include "console/cli/acknowledgeunits.h"

#include "console/batch/unitrow.h"
#include "console/fleet/openfailures.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// The unseen failures of a node that are wished.
QList<UnitFailure> wishedFailures(const FleetNode &node, const AcknowledgeWish &wish)
{
    QList<UnitFailure> wished;
    std::ranges::copy_if(node.failures, std::back_inserter(wished), [&](const UnitFailure &failure) {
        return isUnseen(node, failure) && (wish.isAll || wish.units.contains(failure.unit));
    });
    return wished;
}

bool knowsUnit(const FleetNode &node, const QString &unit)
{
    return std::ranges::contains(node.failures, unit, &UnitFailure::unit)
           || (node.units && std::ranges::contains(node.units->units, unit, &UnitStatus::unit));
}

/// Units that no node knows, where all can be asked.
QStringList strangeUnits(const Batch &batch, const Target &target, const AcknowledgeWish &wish)
{
    QStringList strange = wish.units;
    for (const QString &nodeId : target.nodeIds) {
        const FleetNode *node = batch.fleet().node(nodeId);
        if (!node || node->isStale())
            return {};
        strange.removeIf([node](const QString &unit) { return knowsUnit(*node, unit); });
    }
    return strange;
}

/// An agent that does not know how to take note refuses, as one that does not want to.
ExitCode codeOf(const Error &error)
{
    return error.code == ErrorCode::Unsupported ? ExitCode::Refused : exitCodeOf(error.code);
}

QStringList unitsOf(const QList<UnitFailure> &failures, const QStringList &ids)
{
    QStringList units;
    for (const UnitFailure &failure : failures) {
        if (ids.contains(failure.id) && !units.contains(failure.unit))
            units.append(failure.unit);
    }
    return units;
}

void printAcknowledged(Output &out, const AcknowledgedRow &row)
{
    if (!row.error.isEmpty())
        out.line(u"%1: not acknowledged: %2"_s.arg(row.node, row.error), Tone::Care);
    else if (row.units.isEmpty())
        out.line(u"%1: nothing to acknowledge"_s.arg(row.node), Tone::Dim);
    else
        out.line(u"%1: acknowledged %2"_s.arg(row.node, row.units.join(u", "_s)));
}

} // namespace

Result<void> check(const AcknowledgeWish &wish)
{
    if (wish.isAll == !wish.units.isEmpty())
        return fail(Error{ErrorCode::Invalid, u"name the units, or say --all"_s, {}, u"UNIT"_s, {}});
    if (wish.reason.toUtf8().size() > Acknowledgement::MaxReasonBytes)
        return fail(Error{ErrorCode::Invalid,
                          u"a reason has at most %1 bytes"_s.arg(Acknowledgement::MaxReasonBytes),
                          {},
                          u"--reason"_s,
                          {}});
    return {};
}

QCoro::Task<ExitCode> acknowledgeUnits(Batch &batch, Target target, AcknowledgeWish wish)
{
    if (const QStringList strange = strangeUnits(batch, target, wish); !strange.isEmpty())
        co_return batch.badInput(
            {ErrorCode::NotFound,
             u"no such unit is watched or has failed there: %1"_s.arg(strange.join(u", "_s)),
             {},
             u"UNIT"_s,
             u"\"muster units failures\" names those that have"_s});
    AcknowledgedDocument document;
    auto code = ExitCode::Well;
    for (const QString &nodeId : std::as_const(target.nodeIds)) {
        if (batch.stop.stop_requested())
            co_return ExitCode::BrokenOff;
        const FleetNode *node = batch.fleet().node(nodeId);
        if (!node)
            continue;
        AcknowledgedRow row{node->name, nodeId, {}, {}};
        const QList<UnitFailure> wished = wishedFailures(*node, wish);
        QStringList ids;
        std::ranges::transform(wished, std::back_inserter(ids), &UnitFailure::id);
        if (node->isStale()) {
            row.error = node->linkError.text.isEmpty() ? u"it did not answer"_s : node->linkError.text;
            code = worse(code, ExitCode::Unreachable);
        } else if (!ids.isEmpty()) {
            const auto answer = co_await batch.console.actions().acknowledge(nodeId, ids, wish.reason);
            if (answer)
                row.units = unitsOf(wished, answer->acknowledged);
            else
                row.error = answer.error().text;
            if (!answer)
                code = worse(code, codeOf(answer.error()));
        }
        if (!batch.out.isJson())
            printAcknowledged(batch.out, row);
        document.nodes.append(row);
    }
    if (batch.out.isJson())
        batch.out.json(document);
    co_return code;
}

} // namespace muster::console
