// SPDX-License-Identifier: Apache-2.0
#include "console/discovery/servicesearch.h"

#include "shared/tls/endpoint.h"
#include "shared/tls/nodeid.h"
#include "shared/wire/completion.h"

#include <KDNSSD/RemoteService>
#include <KDNSSD/ServiceBrowser>

#include <QCoroDBusPendingCall>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QSet>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr QLatin1StringView AvahiService{"org.freedesktop.Avahi"};
constexpr int AnyInterface = -1;
constexpr int AnyProtocol = -1;
constexpr qsizetype MaxServices = 1024; ///< who else is in the network decides how many there are

/// One search: resolves what the browser sees, first the service, then the host's address, for ".local" names
/// mean nothing to most resolvers.
class ServiceSearch : public QObject
{
public:
    explicit ServiceSearch(Fleet &fleet)
        : m_fleet(fleet)
        , m_browser(u"_muster._tcp"_s)
    {
        connect(&m_browser, &KDNSSD::ServiceBrowser::serviceAdded, this, &ServiceSearch::resolve);
        m_browser.startBrowse();
    }

    [[nodiscard]] int found() const { return int(m_found.size()); }

private:
    void resolve(const KDNSSD::RemoteService::Ptr &service)
    {
        if (m_services.size() >= MaxServices)
            return;
        m_services.append(service);
        connect(service.data(), &KDNSSD::RemoteService::resolved, this, [this, service](bool isResolved) {
            if (isResolved)
                resolveHost(service);
        });
        service->resolveAsync();
    }

    void resolveHost(const KDNSSD::RemoteService::Ptr &service)
    {
        auto call = QDBusMessage::createMethodCall(AvahiService, u"/"_s, u"org.freedesktop.Avahi.Server"_s,
                                                   u"ResolveHostName"_s);
        call << AnyInterface << AnyProtocol << service->hostName() << AnyProtocol << 0u;
        auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, service, watcher] {
            const QDBusPendingReply<int, int, QString, int, QString, uint> reply(*watcher);
            add(*service, reply.isError() ? service->hostName() : reply.argumentAt<4>());
            watcher->deleteLater();
        });
    }

    void add(const KDNSSD::RemoteService &service, const QString &host)
    {
        const auto text = service.textData();
        const QString address = Endpoint{host, service.port()}.toString();
        const auto claimed = NodeId::parse(QString::fromUtf8(text.value(u"id"_s)));
        const QString nodeId = claimed ? claimed->toString() : QString();
        const QString name =
            text.contains(u"name"_s) ? QString::fromUtf8(text.value(u"name"_s)) : service.serviceName();
        m_found.insert(nodeId.isEmpty() ? address : nodeId);
        if (nodeId.isEmpty() || !m_fleet.node(nodeId))
            m_fleet.setFound({address, name.left(255), nodeId, u"DNS-SD"_s});
    }

    Fleet &m_fleet;
    KDNSSD::ServiceBrowser m_browser;
    QList<KDNSSD::RemoteService::Ptr> m_services;
    QSet<QString> m_found;
};

QCoro::Task<bool> hasAvahi()
{
    auto ask = QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                              u"org.freedesktop.DBus"_s, u"NameHasOwner"_s);
    ask << QString(AvahiService);
    const QDBusPendingReply<bool> answer = co_await QDBusConnection::systemBus().asyncCall(ask);
    co_return !answer.isError() && answer.value();
}

} // namespace

QCoro::Task<Result<int>> searchServices(Fleet &fleet, std::chrono::seconds time, std::stop_token stop)
{
    if (!co_await hasAvahi()) {
        co_return fail(
            Error{ErrorCode::Unavailable,
                  u"no Avahi answers on this machine, so nodes that announce themselves are not seen"_s,
                  u"DNS-SD"_s,
                  {},
                  u"start avahi-daemon, or give an address range"_s});
    }
    ServiceSearch search(fleet);
    const Completion<bool> over;
    const std::stop_callback stopped(stop, [over] { over.complete(false); });
    QTimer::singleShot(time, &search, [over] { over.complete(true); });
    if (!co_await over)
        co_return fail(ErrorCode::Cancelled, u"the search was cancelled"_s);
    co_return Result<int>(search.found());
}

} // namespace muster::console
