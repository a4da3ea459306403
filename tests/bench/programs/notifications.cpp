// SPDX-License-Identifier: Apache-2.0
// notifications PORT count|apply: takes the flood of bench-wireserver, and either only counts lines or brings
// each event into the console's model as its links do.
#include "console/fleet/fleet.h"
#include "console/link/eventapply.h"
#include "shared/tls/tlsdialer.h"
#include "shared/wire/rpcpeer.h"
#include "tests/bench/programs/flood.h"
#include "tests/bench/programs/report.h"

#include <QCoreApplication>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>

using namespace muster;
using namespace muster::bench;
using namespace Qt::StringLiterals;
using Clock = std::chrono::steady_clock;

namespace {

double ownCpuMicroseconds()
{
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    const auto microseconds = [](const timeval &time) {
        return double(time.tv_sec) * 1e6 + double(time.tv_usec);
    };
    return microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
}

/// Counts what has come, and says at the end how long all took.
class Progress
{
public:
    explicit Progress(qint64 expected)
        : m_expected(expected)
    {
    }

    void add(qint64 events)
    {
        if (m_count == 0) {
            m_start = Clock::now();
            m_cpuAtStart = ownCpuMicroseconds();
        }
        m_count += events;
        if (m_count >= m_expected && m_count - events < m_expected)
            finish();
    }

private:
    void finish() const
    {
        const std::chrono::duration<double> took = Clock::now() - m_start;
        const double cpu = ownCpuMicroseconds() - m_cpuAtStart;
        report("{\"events\":" + QByteArray::number(m_count)
               + ",\"rate\":" + QByteArray::number(double(m_count) / took.count())
               + ",\"cpu_us\":" + QByteArray::number(cpu / double(m_count)) + '}');
        QCoreApplication::quit();
    }

    qint64 m_expected;
    qint64 m_count = 0;
    Clock::time_point m_start;
    double m_cpuAtStart = 0;
};

void take(console::Fleet &fleet, const QString &node, const JsonValue &params)
{
    const auto event = decode<Event>(params);
    if (!event)
        QCoreApplication::exit(die(event.error().text.toUtf8()));
    fleet.update(node, [&](console::FleetNode &known) {
        known.lastSequence = event->sequence;
        return console::applyEvent(known, *event, params.find("data")).changed;
    });
    fleet.appendEvents({{node, u"bench"_s, *event}});
}

void apply(RpcPeer &peer, Progress &progress, console::Fleet &fleet)
{
    const QString node = u"node"_s;
    console::FleetNode known;
    known.nodeId = node;
    fleet.addNode(known);
    QObject::connect(&peer, &RpcPeer::notified, &fleet, [&, node](QByteArrayView, const JsonValue &params) {
        take(fleet, node, params);
        progress.add(1);
    });
    peer.call(Flood::Method, {}, DefaultDeadline, [](const Result<JsonValue> &) { });
}

void count(Transport &transport, Progress &progress)
{
    QObject::connect(&transport, &Transport::received, &transport,
                     [&progress](QByteArrayView bytes) { progress.add(std::ranges::count(bytes, '\n')); });
    QByteArray line;
    appendRequest(line, 1, Flood::Method, {}, DefaultDeadline);
    transport.send(line);
}

/// What has to outlive the connection's set-up. Who counts lines sees the answer to the call, too.
struct Reader
{
    explicit Reader(bool applies)
        : progress(applies ? Flood::Events : Flood::Events + 1)
    {
    }

    std::unique_ptr<Transport> transport;
    std::unique_ptr<RpcPeer> peer;
    console::Fleet fleet;
    Progress progress;
};

QCoro::Task<> connectAndRead(Reader &reader, quint16 port, bool applies)
{
    const auto context = TlsContext::create(TlsContext::Role::Client, *Identity::generate());
    auto connected = co_await dial(*context, {u"127.0.0.1"_s, port}, {});
    if (!connected) {
        QCoreApplication::exit(die(connected.error().text.toUtf8()));
        co_return;
    }
    Transport *transport = connected->get();
    if (applies) {
        reader.peer = std::make_unique<RpcPeer>(std::move(*connected));
        apply(*reader.peer, reader.progress, reader.fleet);
    } else {
        reader.transport = std::move(*connected);
        count(*transport, reader.progress);
    }
    transport->setReadingPaused(false);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3 || !QStringList{u"count"_s, u"apply"_s}.contains(arguments[2]))
        return die("usage: bench-notifications PORT count|apply");
    const bool applies = arguments[2] == "apply"_L1;
    Reader reader(applies);
    connectAndRead(reader, arguments[1].toUShort(), applies);
    return QCoreApplication::exec();
}
