// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/systemdumpsbinding.h"

#include "agent/dumps/dumpservice.h"
#include "agent/systemdumps/dumpcopies.h"
#include "agent/systemdumps/systemdumps.h"

#include <QPointer>

namespace muster::agent {

void bindSystemDumps(MethodTable &methods, SystemDumps &system, DumpService &dumps, const DumpCopies &copies)
{
    methods.addAsync<api::DumpsShow>(
        [&dumps, &copies](CallContext, DumpIdParams params) -> QCoro::Task<Result<DumpDetails>> {
            const QPointer<const DumpCopies> there(&copies);
            auto details = co_await dumps.access().show(std::move(params.id));
            if (details && there)
                there->tellCopies(*details);
            co_return details;
        });
    methods.addAsync<api::DumpsCreate>(
        [&system, &dumps](CallContext context, DumpCreateParams params) -> QCoro::Task<Result<DumpStarted>> {
            if (!system.isOfSystem(params.type))
                co_return co_await dumps.create({params, context.peerName, {}, {}, {}, {}});
            const auto started = co_await system.create(std::move(context), std::move(params));
            co_return started;
        });
    methods.addAsync<api::SystemDump>([&system](CallContext context, SystemDumpParams params) {
        return system.createFor(std::move(context), std::move(params));
    });
    methods.addAsync<api::DumpPrepare>([&system](CallContext context, DumpRunParams params) {
        return system.entrance().prepare(std::move(context), std::move(params));
    });
    methods.addAsync<api::DumpEnter>([&system](CallContext context, DumpRunParams params) {
        return system.entrance().enter(std::move(context), std::move(params));
    });
    methods.add<api::DumpRelease>([&system](const CallContext &context, const DumpRunParams &params) {
        return system.entrance().release(context, params);
    });
    methods.add<api::PieceMake>([&system](const CallContext &context, const PieceParams &params) {
        return system.pieces().make(context, params);
    });
    methods.addAsync<api::PieceShow>([&system](CallContext context, DumpIdParams params) {
        return system.pieces().show(std::move(context), std::move(params));
    });
    methods.addAsync<api::PieceRead>([&system](CallContext context, DumpReadParams params) {
        return system.pieces().read(std::move(context), std::move(params));
    });
    methods.add<api::PieceEnded>(
        [&system](const CallContext &context, const PieceEndedParams &params) -> Result<Nothing> {
            system.noteEnd(context, params);
            return Nothing();
        });
}

} // namespace muster::agent
