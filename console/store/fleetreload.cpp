// SPDX-License-Identifier: Apache-2.0
#include "console/store/fleetreload.h"

#include "shared/log.h"

#include <QFileInfo>
#include <QPointer>

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

} // namespace

FleetReload::FleetReload(Fleet &fleet, StorageThread &thread, const QString &path, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_thread(thread)
    , m_path(path)
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
        if (!std::ranges::contains(document.nodes, nodeId, &PairedNode::nodeId))
            m_fleet.removeNode(nodeId);
    }
    for (const PairedNode &paired : document.nodes) {
        const FleetNode *node = m_fleet.node(paired.nodeId);
        if (!node)
            m_fleet.addNode(fleetNodeOf(paired));
        else if (node->address != paired.address)
            m_fleet.update(paired.nodeId, NodeAspect::Identity,
                           [&](FleetNode &one) { one.address = paired.address; });
    }
    for (const QString &name : m_fleet.systems().keys()) {
        if (!std::ranges::contains(document.systems, name, &FleetSystem::name))
            m_fleet.removeSystem(name);
    }
    for (const FleetSystem &system : document.systems) {
        if (m_fleet.systems().value(system.name) == system)
            continue;
        if (const auto set = m_fleet.setSystem(system); !set)
            qCWarning(logFleet).noquote() << "system=skipped name=" << system.name << describe(set.error());
    }
}

void FleetReload::keepIdentity(const FleetNode &node)
{
    m_unwritten.insert(node.nodeId, pairedNodeOf(node));
    if (!m_write.isActive())
        m_write.start();
}

QCoro::Task<> FleetReload::flush()
{
    m_write.stop();
    if (m_unwritten.isEmpty())
        co_return;
    const QPointer<FleetReload> alive(this);
    const auto written = co_await m_thread.run([path = m_path, told = std::exchange(m_unwritten, {})] {
        return changeFleetFile(path, [&](FleetDocument &document) { return putIdentities(document, told); });
    });
    if (alive && !written)
        Q_EMIT failed(written.error());
}

} // namespace muster::console
