// SPDX-License-Identifier: Apache-2.0
#include "console/archive/sparsemap.h"

#include "console/archive/tarheader.h"

#include <algorithm>

namespace muster::console {

namespace {

constexpr qsizetype MaxPieces = 1'000'000;
constexpr qint64 MaxListBytes = 32 << 20;
constexpr qsizetype NumberBytes = 12;

/// Whether more of the list is to come.
bool addListed(QByteArrayView list, QList<SparsePiece> &pieces)
{
    for (; list.size() >= 2 * NumberBytes; list = list.sliced(2 * NumberBytes)) {
        if (list[0] == '\0')
            return false;
        const auto at = tarNumber(list.first(NumberBytes));
        const auto size = tarNumber(list.sliced(NumberBytes, NumberBytes));
        if (!at || !size)
            return false;
        pieces.append({*at, *size});
    }
    return true;
}

class SparseBytes : public Bytes
{
public:
    SparseBytes(SharedBytes stored, const QList<SparsePiece> &pieces, qint64 size)
        : m_stored(std::move(stored))
        , m_size(size)
    {
        qint64 from = 0;
        for (const SparsePiece &piece : pieces) {
            if (piece.size > 0)
                m_pieces.append({piece, from});
            from += piece.size;
        }
    }

    [[nodiscard]] qint64 size() const override { return m_size; }

    [[nodiscard]] Result<QByteArray> read(qint64 offset, qint64 most) const override
    {
        const qint64 end = std::min(m_size, offset + std::max(most, qint64(0)));
        if (offset < 0 || offset >= end)
            return QByteArray();
        QByteArray bytes(end - offset, '\0');
        auto next = std::ranges::upper_bound(m_pieces, offset, {},
                                             [](const Placed &placed) { return placed.piece.at; });
        if (next != m_pieces.begin())
            --next;
        for (; next != m_pieces.end() && next->piece.at < end; ++next) {
            const qint64 first = std::max(offset, next->piece.at);
            const qint64 last = std::min(end, next->piece.at + next->piece.size);
            if (first >= last)
                continue;
            const auto part = m_stored->read(next->from + first - next->piece.at, last - first);
            if (!part)
                return fail(part.error());
            std::ranges::copy(*part, bytes.begin() + (first - offset));
        }
        return bytes;
    }

private:
    struct Placed
    {
        SparsePiece piece;
        qint64 from = 0; ///< in what is stored
    };

    SharedBytes m_stored;
    QList<Placed> m_pieces;
    qint64 m_size;
};

} // namespace

std::optional<QList<SparsePiece>> gnuSparsePieces(QByteArrayView block, const Bytes &tar, qint64 &at,
                                                  qint64 &size)
{
    QList<SparsePiece> pieces;
    const auto realSize = tarNumber(block.sliced(483, NumberBytes));
    if (!realSize || *realSize < 0)
        return std::nullopt;
    size = *realSize;
    bool goesOn = addListed(block.sliced(386, 4 * 2 * NumberBytes), pieces) && block[482] != '\0';
    while (goesOn && pieces.size() < MaxPieces) {
        const auto more = tar.read(at, TarBlock);
        if (!more || more->size() < TarBlock)
            return std::nullopt;
        at += TarBlock;
        goesOn =
            addListed(QByteArrayView(*more).first(21 * 2 * NumberBytes), pieces) && more->at(504) != '\0';
    }
    return pieces;
}

std::optional<QList<SparsePiece>> paxSparsePieces(const PaxRecords &records)
{
    QList<qint64> numbers;
    for (const auto &[key, value] : records) {
        if (key == "GNU.sparse.map") {
            const QList<QByteArray> words = value.split(',');
            numbers.clear();
            for (const QByteArray &word : words)
                numbers.append(word.toLongLong());
        } else if (key == "GNU.sparse.offset" || key == "GNU.sparse.numbytes") {
            numbers.append(value.toLongLong());
        }
    }
    if (numbers.size() % 2 != 0 || numbers.size() > 2 * MaxPieces)
        return std::nullopt;
    QList<SparsePiece> pieces;
    for (qsizetype i = 0; i < numbers.size(); i += 2)
        pieces.append({numbers.at(i), numbers.at(i + 1)});
    return pieces;
}

std::optional<QList<SparsePiece>> leadingSparsePieces(const Bytes &tar, qint64 &at, qint64 end)
{
    QByteArray text;
    QList<qint64> numbers;
    qsizetype from = 0;
    // First how many pieces, then for each where and how long; a number a line, padded to whole blocks.
    while (numbers.isEmpty() || numbers.size() < 1 + 2 * numbers.first()) {
        const qsizetype lineEnd = text.indexOf('\n', from);
        if (lineEnd < 0) {
            const auto more = tar.read(at, TarBlock);
            if (!more || more->size() < TarBlock || at + TarBlock > end || text.size() > MaxListBytes)
                return std::nullopt;
            at += TarBlock;
            text += *more;
            continue;
        }
        bool isNumber = false;
        numbers.append(text.sliced(from, lineEnd - from).toLongLong(&isNumber));
        if (!isNumber || numbers.first() < 0 || numbers.first() > MaxPieces)
            return std::nullopt;
        from = lineEnd + 1;
    }
    QList<SparsePiece> pieces;
    for (qsizetype i = 1; i < numbers.size(); i += 2)
        pieces.append({numbers.at(i), numbers.at(i + 1)});
    return pieces;
}

bool fits(const QList<SparsePiece> &pieces, qint64 size, qint64 stored)
{
    qint64 end = 0;
    qint64 sum = 0;
    for (const SparsePiece &piece : pieces) {
        if (piece.at < end || piece.size < 0 || piece.size > size || piece.at > size - piece.size)
            return false;
        end = piece.at + piece.size;
        sum += piece.size;
    }
    return sum == stored;
}

SharedBytes sparseBytes(SharedBytes stored, const QList<SparsePiece> &pieces, qint64 size)
{
    return std::make_shared<SparseBytes>(std::move(stored), pieces, size);
}

} // namespace muster::console
