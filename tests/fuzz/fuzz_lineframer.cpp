// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/lineframer.h"
#include "tests/fuzz/promise.h"

#include <QByteArrayList>

using namespace muster;

namespace {

constexpr qsizetype MaxLine = 64;

struct Fed
{
    QByteArrayList lines;
    bool isTooLong = false;

    friend bool operator==(const Fed &, const Fed &) = default;
};

Fed feed(QByteArrayView stream, qsizetype piece)
{
    Fed fed;
    LineFramer framer(MaxLine);
    for (qsizetype at = 0; at < stream.size() && !fed.isTooLong; at += piece) {
        const auto taken =
            framer.feed(stream.sliced(at, std::min(piece, stream.size() - at)), [&](QByteArrayView line) {
                fuzz::promise(line.size() <= MaxLine, "no line exceeds the limit");
                fuzz::promise(!line.contains('\n'), "a line is one line");
                fed.lines.append(line.toByteArray());
                return true;
            });
        fed.isTooLong = !taken;
        fuzz::promise(framer.pendingBytes() <= MaxLine, "memory is bounded by the limit");
    }
    return fed;
}

} // namespace

/// The first byte says in what pieces the rest arrives; lines do not depend on it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView stream = fuzz::viewOf(data + 1, size - 1);
    const qsizetype piece = std::max<qsizetype>(1, data[0]);
    fuzz::promise(feed(stream, piece) == feed(stream, 1), "lines do not depend on how the bytes arrive");
    return 0;
}
