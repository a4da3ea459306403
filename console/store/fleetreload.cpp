// SPDX-License-Identifier: Apache-2.0
#include "console/store/fleetreload.h"

#include "shared/log.h"

#include <QFileInfo>
#include <QPointer>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr std::chrono::milliseconds QuietTime{100};
constexpr std::chrono::milliseconds WriteInterval{500}; ///< after a start all nodes tell who they are

Result<void> putIdentities(FleetDocument &document, const QHash<QString, PairedNode> &told)
{
    for (PairedNode &known : document.nodes) {
        const auto node = told.constFind(known.nodeId);
        if (node == told.cend())
            continue;
        known.name = node->name;
        known.role = node->role;
        known.highestVersion = std::max(known.highestVersion, node->highestVersion);
    }
    return {};
}

QHash<QString, qint64> generationsIn(const Fleet &fleet)
{
    QHash<QString, qint64> generations;
    for (const FleetSystem &system : fleet.systems()) {
        if (!system.isOwn())
            generations.insert(system.id(), system.generation());
    }
    return generations;
}

void putSystems(FleetDocument &document, const QHash<QString, std::optional<FleetSystem>> &told)
{
    for (const auto &[id, system] : told.asKeyValueRange()) {
        if (system)
            putSystem(document, *system);
        else
            takeOutSystem(document, id);
    }
}

} // namespace

FleetReload::FleetReload(Fleet &fleet, StorageThread &thread, const QString &path, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_thread(thread)
    , m_path(path)
    , m_knownSystems(generationsIn(fleet))
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(QuietTime);
    connect(&m_quiet, &QTimer::timeout, this, &FleetReload::reload);
    m_write.setSingleShot(true);
    m_write.setInterval(WriteInterval);
    connect(&m_write, &QTimer::timeout, this, &FleetReload::flush);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_quiet.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        // Renaming a new file over the old one ends the watch of the old.
        if (m_watcher.files().isEmpty() && QFileInfo::exists(m_path))
            m_quiet.start();
        watch();
    });
    watch();
}

void FleetReload::watch()
{
    const QString folder = QFileInfo(m_path).absolutePath();
    if (m_watcher.directories().isEmpty() && QFileInfo::exists(folder))
        m_watcher.addPath(folder);
    if (m_watcher.files().isEmpty() && QFileInfo::exists(m_path))
        m_watcher.addPath(m_path);
}

QCoro::Task<> FleetReload::reload()
{
    const QPointer<FleetReload> alive(this);
    watch();
    const auto document = co_await m_thread.run([path = m_path] { return readFleetFile(path); });
    if (!alive)
        co_return;
    if (document)
        takeIn(*document);
    else
        Q_EMIT failed(document.error());
}

void FleetReload::takeIn(const FleetDocument &document)
{
    const QStringList known = m_fleet.nodes().keys();
    for (const QString &nodeId : known) {
        const FleetNode *node = m_fleet.node(nodeId);
        if (node && node->isPaired && !std::ranges::contains(document.nodes, nodeId, &PairedNode::nodeId))
            m_fleet.removeNode(nodeId);
    }
    for (const PairedNode &paired : document.nodes) {
        const FleetNode *node = m_fleet.node(paired.nodeId);
        if (!node || !node->isPaired)
            m_fleet.addNode(fleetNodeOf(paired));
        else if (node->address != paired.address)
            m_fleet.update(paired.nodeId, NodeAspect::Identity,
                           [&](FleetNode &one) { one.address = paired.address; });
    }
    takeInSystems(document);
}

void FleetReload::takeInSystems(const FleetDocument &document)
{
    QSet<QString> ids;
    for (const FleetSystem &kept : document.systems)
        ids.insert(systemIdOf(kept));
    const QList<FleetSystem> known = m_fleet.systems().values();
    for (const FleetSystem &system : known) {
        if (!system.isOwn() && !ids.contains(system.id()))
            m_fleet.forgetMembership(system.id());
        else if (system.isOwn() && !std::ranges::contains(document.systems, system.name, &FleetSystem::name))
            m_fleet.removeSystem(system.name);
    }
    for (const FleetSystem &kept : document.systems) {
        if (m_fleet.systems().value(kept.name) == kept)
            continue;
        const auto taken =
            kept.signedTerms ? m_fleet.keepMembership(*kept.signedTerms) : m_fleet.setSystem(kept);
        if (!taken)
            qCWarning(logFleet).noquote() << "system=skipped name=" << kept.name << describe(taken.error());
    }
}

void FleetReload::keepIdentity(const FleetNode &node)
{
    m_unwritten.insert(node.nodeId, pairedNodeOf(node));
    if (!m_write.isActive())
        m_write.start();
}

void FleetReload::keepSystems()
{
    const auto before = std::exchange(m_knownSystems, generationsIn(m_fleet));
    for (const FleetSystem &system : m_fleet.systems()) {
        if (!system.isOwn() && before.value(system.id()) != system.generation())
            m_unwrittenSystems.insert(system.id(), system);
    }
    // Only what was here: another program may have written one that is not.
    for (const QString &id : before.keys()) {
        if (!m_knownSystems.contains(id))
            m_unwrittenSystems.insert(id, std::nullopt);
    }
    if (!m_unwrittenSystems.isEmpty() && !m_write.isActive())
        m_write.start();
}

QCoro::Task<> FleetReload::flush()
{
    m_write.stop();
    if (m_unwritten.isEmpty() && m_unwrittenSystems.isEmpty())
        co_return;
    const QPointer<FleetReload> alive(this);
    const auto written = co_await m_thread.run([path = m_path, told = std::exchange(m_unwritten, {}),
                                                systems = std::exchange(m_unwrittenSystems, {})] {
        return changeFleetFile(path, [&](FleetDocument &document) {
            putSystems(document, systems);
            return putIdentities(document, told);
        });
    });
    if (alive && !written)
        Q_EMIT failed(written.error());
}

} // namespace muster::console
