// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/dumpholds.h"
#include "agent/dumps/dumpkindfolder.h"
#include "agent/dumps/dumpservice.h"
#include "agent/jobs/jobs.h"
#include "agent/platform/simulated/simulatedunits.h"
#include "agent/state/bmcstatus.h"
#include "agent/state/problems.h"
#include "agent/units/unitfolder.h"
#include "agent/units/unitservice.h"

#include "tests/support/memoryeventlog.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

namespace muster::test {

/// A node's state on disk, its journal and its units: what stays when the agent is started again.
struct WatchedNode
{
    QTemporaryDir top;
    MemoryEventLog log;
    agent::SimulatedUnits units;

    explicit WatchedNode(const QByteArray &watched = R"({"services": ["fan-control.service"]})")
    {
        QDir(top.path()).mkdir(QStringLiteral("units.d"));
        write(QStringLiteral("lab.json"), watched);
    }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(top.filePath(QStringLiteral("units.d/") + name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }
};

/// What of an agent watches that node's units.
struct WatchingAgent
{
    agent::Problems problems;
    agent::BmcStatus bmc;
    agent::Jobs jobs;
    agent::DumpHolds holds;
    agent::DumpKindFolder kinds;
    agent::DumpService dumps;
    agent::UnitFolder folder;
    agent::UnitService service;

    explicit WatchingAgent(WatchedNode &node, const agent::UnitService::Settings &settings = {},
                           agent::ManagementPlatform *management = nullptr)
        : problems(node.log)
        , bmc(node.log)
        , jobs(node.log)
        , kinds(node.top.filePath(QStringLiteral("dumps.d")), problems)
        , dumps({node.log, jobs, holds, kinds}, node.top.path())
        , folder(node.top.filePath(QStringLiteral("units.d")), problems)
        , service({node.units, folder, node.log, problems, jobs, bmc, dumps, management}, node.top.path(),
                  settings)
    {
        node.units.watch({}); // the platform of an agent that has only just started knows no unit
        dumps.start();
        service.start();
    }
    [[nodiscard]] bool has(const QString &problem) const
    {
        return std::ranges::contains(problems.state().problems, problem, &Problem::id);
    }
    [[nodiscard]] UnitFailure only() const ///< the only failure that is known; a default one if it is not so
    {
        const auto failures = service.failures().failures;
        return failures.size() == 1 ? failures.first() : UnitFailure();
    }
};

} // namespace muster::test
