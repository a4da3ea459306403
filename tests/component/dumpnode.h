// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collectors/factscollector.h"
#include "agent/dumps/dumpholds.h"
#include "agent/dumps/dumpkindfolder.h"
#include "agent/dumps/dumpservice.h"
#include "agent/jobs/jobs.h"
#include "agent/platform/simulated/simulatednode.h"
#include "agent/state/problems.h"

#include "tests/support/memoryeventlog.h"

#include <QCoroTest>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace muster::test {

/// What of a node stays when the agent is started again.
struct Node
{
    QTemporaryDir top;
    MemoryEventLog log;
    agent::SimulatedNode node{QStringLiteral("drawer-a")};

    Node() { QDir(top.path()).mkdir(QStringLiteral("dumps.d")); }
    void write(const QString &name, const QByteArray &text, bool isProgram = false) const
    {
        QFile file(top.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write the test's file");
        if (isProgram)
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(top.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// A program that does what the shell is told.
    QString program(const QString &name, const QByteArray &script) const
    {
        write(name, "#!/bin/sh\n" + script + '\n', true);
        return top.filePath(name);
    }
};

/// What of an agent makes dumps on it.
struct Maker
{
    agent::Problems problems;
    agent::Jobs jobs;
    agent::DumpHolds holds;
    agent::DumpKindFolder kinds;
    agent::Collectors collectors;
    agent::DumpService service;

    explicit Maker(Node &node, agent::Collectors with = {}, const agent::DumpsConfig &config = {})
        : problems(node.log)
        , jobs(node.log)
        , kinds(node.top.filePath(QStringLiteral("dumps.d")), problems)
        , collectors(std::move(with))
        , service({node.log, jobs, holds, kinds, &node.node, nullptr, &collectors}, node.top.path(),
                  {config, QStringLiteral("ID"), QStringLiteral("drawer-a")})
    {
        collectors.push_back(std::make_unique<agent::FactsCollector>(node.node, problems));
        kinds.start();
        service.start();
    }
    Result<DumpStarted> create(const QString &type, const QString &unit = {})
    {
        return QCoro::waitFor(
            service.create({{type, QStringLiteral("a test"), unit}, QStringLiteral("desk"), {}}));
    }
    DumpEntry entry(const QString &id) { return service.catalogue().entry(id).value_or(DumpEntry()); }
    DumpEntry ended(const Result<DumpStarted> &started)
    {
        if (!started)
            qFatal("no dump: %s", qPrintable(describe(started.error())));
        (void)QTest::qWaitFor([&] { return agent::isEnd(entry(started->id).state); }, 20'000);
        return entry(started->id);
    }
    DumpManifest manifest(const QString &id)
    {
        const auto details = QCoro::waitFor(service.access().show(id));
        return details && details->manifest ? *details->manifest : DumpManifest();
    }
    QByteArray bytes(const QString &id, const QString &member)
    {
        const auto chunk = QCoro::waitFor(service.access().read({id, member, 0}));
        return chunk ? QByteArray::fromBase64(chunk->data.toLatin1()) : QByteArray();
    }
};

inline DumpMember memberOf(const DumpManifest &manifest, const QString &name)
{
    const auto found = std::ranges::find(manifest.members, name, &DumpMember::name);
    return found == manifest.members.cend() ? DumpMember() : *found;
}

} // namespace muster::test
