// SPDX-License-Identifier: Apache-2.0
#include "agent/events/eventsegment.h"
#include "tests/fuzz/promise.h"

#include <QFile>
#include <QTemporaryDir>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

QByteArrayList eventsOf(const EventSegment &segment)
{
    QByteArrayList events;
    qint64 last = segment.first() - 1;
    const auto read = segment.read(segment.first(), [&](qint64 sequence, const QByteArray &event) {
        fuzz::promise(sequence > last && sequence < segment.next(), "numbers go up within the segment");
        last = sequence;
        events.append(event);
        return true;
    });
    fuzz::promise(read.has_value(), "what was opened can be read");
    return events;
}

} // namespace

/// The file as a crash or a bad disk may leave it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QTemporaryDir folder(u"/dev/shm/muster-fuzz-XXXXXX"_s);
    const QString path = folder.filePath(u"segment"_s);
    QFile file(path);
    fuzz::promise(file.open(QIODevice::WriteOnly), "the input can be written");
    file.write(reinterpret_cast<const char *>(data), qint64(size));
    file.close();

    QByteArrayList before;
    {
        auto segment = EventSegment::open(path, true);
        if (!segment)
            return 0;
        before = eventsOf(*segment);
        if (segment->hasRoomFor(2) && segment->append({"{}"_ba}))
            before.append("{}"_ba);
    }
    const auto again = EventSegment::open(path, true);
    fuzz::promise(again.has_value(), "what was opened can be opened again");
    fuzz::promise(eventsOf(*again) == before, "nothing that was stored is lost");
    return 0;
}
