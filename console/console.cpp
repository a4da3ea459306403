// SPDX-License-Identifier: Apache-2.0
#include "console/console.h"

#include "console/fleet/liveactions.h"
#include "console/keys/ownidentity.h"
#include "console/link/linkpool.h"
#include "console/offload/linkedoffloadnodes.h"
#include "console/offload/offloadqueue.h"
#include "console/store/fleetfile.h"
#include "console/store/fleetreload.h"
#include "console/store/historystore.h"
#include "console/store/storagethread.h"
#include "shared/link/tlsnodedialer.h"

#include "shared/log.h"

#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// "alice@desk": what a node's owner sees beside this console's id.
QString ownName()
{
    const QString user = qEnvironmentVariable("USER");
    const QString host = QSysInfo::machineHostName();
    return (user.isEmpty() ? host : user + u'@' + host).left(128);
}

std::unexpected<Error> closed()
{
    return fail(ErrorCode::Cancelled, u"the console was closed"_s);
}

} // namespace

struct Console::Parts
{
    explicit Parts(const ConsoleOptions &wanted)
        : options(wanted)
        , paths(ConsolePaths::of(wanted.fleetFile))
        , history(storage, paths.historyFile)
        , actions({fleet, history, storage, paths.fleetFile})
    {
    }

    ConsoleOptions options;
    ConsolePaths paths;
    FleetDocument document; ///< as it was read at the start: the settings
    StorageThread storage;
    Fleet fleet;
    HistoryStore history;
    std::unique_ptr<FleetReload> reload;
    std::optional<NodeId> ownId;
    std::unique_ptr<LinkPool> links;
    std::unique_ptr<LinkedOffloadNodes> offloadNodes;
    std::unique_ptr<OffloadQueue> offloads;
    LiveActions actions;
};

Console::Console(const ConsoleOptions &options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Parts>(options))
{
    connect(&d->history, &HistoryStore::failed, this, &Console::storeFailed);
}

Console::~Console()
{
    m_life.request_stop();
}

Fleet &Console::fleet()
{
    return d->fleet;
}

FleetActions &Console::actions()
{
    return d->actions;
}

const ConsolePaths &Console::paths() const
{
    return d->paths;
}

QString Console::ownId() const
{
    return d->ownId ? d->ownId->toString() : QString();
}

KeyStorage Console::keyStorage() const
{
    return d->options.keyStorage.value_or(d->document.keyStorage.value_or(KeyStorage::Keychain));
}

QCoro::Task<Result<void>> Console::open()
{
    const auto life = m_life.get_token();
    const auto document =
        co_await d->storage.run([path = d->paths.fleetFile] { return readFleetFile(path); });
    if (life.stop_requested())
        co_return closed();
    if (!document)
        co_return fail(document.error());
    d->document = *document;
    const auto kept = co_await d->history.open(document->keptEvents);
    if (life.stop_requested())
        co_return closed();
    if (!kept) {
        qCWarning(logStore).noquote() << "history=unusable" << describe(kept.error());
        Q_EMIT storeFailed(kept.error());
    }
    for (const PairedNode &paired : document->nodes) {
        FleetNode node = fleetNodeOf(paired);
        if (kept && kept->contains(node.nodeId))
            restore(node, kept->value(node.nodeId));
        d->fleet.addNode(node);
    }
    for (const FleetSystem &system : document->systems) {
        const auto set =
            system.signedTerms ? d->fleet.keepMembership(*system.signedTerms) : d->fleet.setSystem(system);
        if (!set)
            qCWarning(logFleet).noquote() << "system=skipped name=" << system.name << describe(set.error());
    }
    keepFleet();
    co_return Result<void>();
}

/// From now on what happens in the fleet is kept, and what others write into its file is taken in.
void Console::keepFleet()
{
    connect(&d->fleet, &Fleet::eventsAppended, &d->history,
            qOverload<const QList<FleetEvent> &>(&HistoryStore::keep));
    connect(&d->fleet, &Fleet::nodesChanged, this, &Console::keepNodes);
    d->reload = std::make_unique<FleetReload>(d->fleet, d->storage, d->paths.fleetFile);
    connect(d->reload.get(), &FleetReload::failed, this, &Console::storeFailed);
    connect(&d->fleet, &Fleet::systemsChanged, d->reload.get(), &FleetReload::keepSystems);
}

void Console::keepNodes(const QHash<QString, NodeAspects> &changed)
{
    for (auto one = changed.cbegin(); one != changed.cend(); ++one) {
        const FleetNode *node = d->fleet.node(one.key());
        if (!node || !node->isPaired)
            continue;
        d->history.keep(*node);
        if (one->testFlag(NodeAspect::Identity))
            d->reload->keepIdentity(*node);
    }
}

QCoro::Task<Result<void>> Console::unlock(std::optional<KeyStorage> choice)
{
    const auto life = m_life.get_token();
    const auto wanted = choice                  ? choice
                        : d->options.keyStorage ? d->options.keyStorage
                                                : d->document.keyStorage;
    const KeyStorage storage = wanted.value_or(KeyStorage::Keychain);
    const QString expected = d->fleet.nodes().isEmpty() ? QString() : d->document.identity;
    const auto identity =
        co_await ownIdentity({storage, expected, d->options.keychainDeadline}, d->paths, d->storage);
    if (life.stop_requested())
        co_return closed();
    if (!identity)
        co_return fail(identity.error());
    if (const auto taken = take(*identity); !taken)
        co_return taken;
    if (storage == KeyStorage::Session)
        co_return Result<void>();
    co_return co_await remember(storage, identity->nodeId().toString());
}

Result<void> Console::take(const Identity &identity)
{
    auto context = TlsContext::create(TlsContext::Role::Client, identity);
    if (!context)
        return fail(context.error());
    d->ownId = identity.nodeId();
    LinkSettings settings;
    settings.ownName = ownName();
    settings.followsEvents = d->options.followsEvents;
    const auto hubOf = [&fleet = d->fleet](const QString &nodeId) {
        const FleetSystem *system = fleet.systemOf(nodeId);
        if (!system)
            return QString();
        return system->lead.acting.isEmpty() ? system->coordinator : system->lead.acting;
    };
    d->offloads.reset();
    d->links =
        std::make_unique<LinkPool>(d->fleet, std::make_unique<TlsNodeDialer>(*context), settings, hubOf);
    d->actions.begin(*d->links, {identity.nodeId(), settings.ownName}, identity);
    beginOffloads(identity, settings.ownName);
    return {};
}

void Console::beginOffloads(const Identity &identity, const QString &ownName)
{
    OffloadQueue::Settings settings;
    settings.offload.ownName = ownName;
    if (d->options.keepsOffloads)
        settings.file = d->paths.offloadsFile;
    d->offloadNodes = std::make_unique<LinkedOffloadNodes>(d->fleet, *d->links);
    d->offloads = std::make_unique<OffloadQueue>(*d->offloadNodes, identity, settings);
    connect(d->offloads.get(), &OffloadQueue::keepingFailed, this, &Console::storeFailed);
    connect(&d->fleet, &Fleet::nodesChanged, d->offloads.get(),
            [this](const QHash<QString, NodeAspects> &changed) {
                for (const auto &[nodeId, aspects] : changed.asKeyValueRange()) {
                    const FleetNode *node = d->fleet.node(nodeId);
                    if ((aspects & NodeAspect::Link) && node && !node->isStale())
                        d->offloads->tryNow(nodeId);
                }
            });
    QCoro::connect(d->offloads->open(), this, [this](const Result<void> &opened) {
        if (!opened)
            Q_EMIT storeFailed(opened.error());
    });
    Q_EMIT offloadsBegun();
}

OffloadQueue *Console::offloads() const
{
    return d->offloads.get();
}

QCoro::Task<Result<void>> Console::remember(KeyStorage storage, QString identity)
{
    if (d->document.keyStorage == storage && d->document.identity == identity)
        co_return Result<void>();
    d->document.keyStorage = storage;
    d->document.identity = identity;
    const auto kept = co_await d->storage.run([path = d->paths.fleetFile, storage, identity] {
        return changeFleetFile(path, [&](FleetDocument &document) {
            document.keyStorage = storage;
            document.identity = identity;
            return Result<void>();
        });
    });
    co_return kept ? Result<void>() : fail(kept.error());
}

void Console::connectAll()
{
    if (d->links)
        d->links->connectAll();
}

void Console::connectOnly(const QStringList &nodeIds)
{
    if (d->links)
        d->links->connectOnly(nodeIds);
}

QCoro::Task<> Console::settled(QStringList nodeIds, std::chrono::milliseconds deadline)
{
    const auto life = m_life.get_token();
    if (d->links)
        co_await d->links->settled(nodeIds, deadline);
    if (!life.stop_requested())
        d->fleet.flush();
}

QCoro::Task<Result<QList<FleetEvent>>> Console::keptEvents(EventQuery query)
{
    return d->history.events(query);
}

QCoro::Task<> Console::close()
{
    const auto life = m_life.get_token();
    d->fleet.flush();
    if (d->reload)
        co_await d->reload->flush();
    if (!life.stop_requested())
        co_await d->history.flush();
}

} // namespace muster::console
