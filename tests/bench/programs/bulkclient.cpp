// SPDX-License-Identifier: Apache-2.0
// Fetches a dump: with the console's receiver to a durable, verified file, or only its bytes, to nowhere.
#include "console/offload/dumpreceiver.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"
#include "tests/bench/programs/report.h"

#include <QCoreApplication>

#include <array>
#include <span>

#include <sys/resource.h>

using namespace muster;
using namespace muster::console;
using namespace muster::bench;
using namespace Qt::StringLiterals;
using Clock = std::chrono::steady_clock;

namespace {

/// As a bare loop does, which neither hashes nor writes.
Result<void> toNowhere(const OffloadPlace &place, const Identity &own, const DumpTicket &ticket)
{
    const auto context = TlsContext::create(TlsContext::Role::Client, own, {TlsContext::BulkChannel});
    auto stream = TlsStream::connect(*context, place.endpoint, place.nodeId, std::chrono::seconds(10), {});
    if (!stream)
        return fail(stream.error());
    if (auto sent = (*stream)->write(toJson(BulkRequest{ticket.ticket}) + '\n'); !sent)
        return sent;
    const auto answer = (*stream)->readLine(BulkAnswer::MaxBytes);
    if (!answer)
        return fail(answer.error());
    const qint64 hashes = 32 * fromJson<BulkAnswer>(*answer)->blocks;
    std::array<char, 64 * 1024> buffer;
    for (qint64 left = ticket.size + hashes; left > 0;) {
        const auto got =
            (*stream)->readSome(std::span(buffer).first(size_t(std::min<qint64>(left, buffer.size()))));
        if (!got || *got == 0)
            return fail(ErrorCode::Unavailable, u"broken off"_s);
        left -= *got;
    }
    return {};
}

/// The most memory that this program has had, KiB. Not ru_maxrss: that has what was before exec, too.
qint64 peakKib()
{
    const QByteArray status = readFile(u"/proc/self/status"_s, 65536).value_or(QByteArray());
    const qsizetype at = status.indexOf("VmHWM:");
    return status.sliced(at + 6, status.indexOf(" kB", at) - at - 6).trimmed().toLongLong();
}

double seconds(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const std::span arguments(argv, size_t(argc));
    if (argc != 7)
        return die("usage: bench-bulkclient PORT NODEID CLIENT.pem TICKET null|None|Zstd FOLDER");
    const auto text = [&](size_t i) { return QString::fromLocal8Bit(arguments[i]); };
    const auto own =
        readFile(text(3), 65536).and_then([](const QByteArray &pem) { return Identity::fromPem(pem); });
    const auto ticket = fromJson<DumpTicket>(QByteArray(arguments[4]));
    if (!own || !ticket)
        return die("cannot read key or ticket");
    const OffloadPlace place{
        {u"127.0.0.1"_s, quint16(text(1).toInt())}, NodeId::parse(text(2)).value(), u"bench"_s, text(6)};
    const auto start = Clock::now();
    Result<void> outcome;
    qint64 moved = 0;
    if (text(5) == "null"_L1) {
        outcome = toNowhere(place, *own, *ticket);
    } else {
        BytePace pace;
        const auto encoding = text(5) == "Zstd"_L1 ? bulk::Encoding::Zstd : bulk::Encoding::None;
        DumpReceiver receiver(*own, place, pace, {encoding});
        const auto record = receiver.fetch(*ticket, {});
        moved = receiver.moved();
        if (!record)
            outcome = fail(record.error());
    }
    if (!outcome)
        return die(describe(outcome.error()).toUtf8());
    const std::chrono::duration<double> wall = Clock::now() - start;
    rusage used = {};
    ::getrusage(RUSAGE_SELF, &used);
    report("{\"wall_s\":" + QByteArray::number(wall.count()) + ",\"cpu_us\":"
           + QByteArray::number(1e6 * (seconds(used.ru_utime) + seconds(used.ru_stime)), 'f', 0)
           + ",\"peak_kib\":" + QByteArray::number(peakKib()) + ",\"moved\":" + QByteArray::number(moved)
           + '}');
    return 0;
}
