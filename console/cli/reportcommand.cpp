// SPDX-License-Identifier: Apache-2.0
#include "console/cli/reportcommand.h"

#include "console/report/reportformats.h"

#include "shared/store/atomicfile.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

void ReportCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "report", "the state of the fleet as a document, to be mailed or kept");
    verb.add_option("TARGET", m_target,
                    "a node's name, the beginning of its id, SYSTEM or SYSTEM/k; all without it");
    verb.add_option("--format", m_format, "html, md or json")
        ->check(CLI::IsMember({"html", "md", "json"}))
        ->capture_default_str();
    verb.add_option("-o", m_file, "the file to write; without it the report goes to the output");
}

QCoro::Task<ExitCode> ReportCommand::run(Batch &batch)
{
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    if (!target->nodeIds.isEmpty() && !co_await batch.reach(target->nodeIds))
        co_return ExitCode::BadInput;
    EvidenceByFailure evidence;
    for (const QString &nodeId : target->nodeIds) {
        const FleetNode *node = batch.fleet().node(nodeId);
        const auto failures = node ? node->failures : QList<UnitFailure>();
        for (const UnitFailure &failure : failures) {
            if (const auto one = co_await batch.console.actions().evidence(nodeId, failure.id))
                evidence.insert({nodeId, failure.id}, *one);
        }
    }
    const Report report =
        makeReport(batch.fleet(), evidence, now(), m_target.empty() ? QStringList() : target->nodeIds);
    const QByteArray document = batch.out.isJson() || m_format == "json" ? toJson(report) + '\n'
                                : m_format == "md"                       ? toMarkdown(report)
                                                                         : toHtml(report);
    if (m_file.empty())
        batch.out.bytes(document);
    else if (const auto written = replaceFile(text(m_file), document); !written)
        co_return batch.failed(written.error());
    batch.noteUnreached(target->nodeIds);
    co_return worse(report.health == Health::OK ? ExitCode::Well : ExitCode::NotWell,
                    batch.reachCode(target->nodeIds));
}

} // namespace muster::console
