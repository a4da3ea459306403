// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/hexview.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 RowBytes = 16;
constexpr qint64 HeldBytes = 64 * 1024;

QString hexText(const QByteArray &bytes)
{
    QString text;
    for (qsizetype i = 0; i < RowBytes; ++i) {
        if (i == RowBytes / 2)
            text += u' ';
        text += i < bytes.size() ? u"%1 "_s.arg(uint(uchar(bytes.at(i))), 2, 16, QChar(u'0')) : u"   "_s;
    }
    return text;
}

QString characterText(const QByteArray &bytes)
{
    QString text;
    for (const char c : bytes)
        text += c >= 0x20 && c < 0x7f ? QChar::fromLatin1(c) : QChar(0xb7);
    return text;
}

} // namespace

HexView::HexView(const Theme &theme, QWidget *parent)
    : BytesView(theme, parent)
{
    setAccessibleName(tr("Bytes"));
}

void HexView::setBytes(SharedBytes bytes)
{
    m_bytes = std::move(bytes);
    m_heldFrom = -1;
    resetRows(m_bytes ? (m_bytes->size() + RowBytes - 1) / RowBytes : 0);
    goTo(0);
}

QByteArray HexView::bytesOfRow(qint64 row) const
{
    const qint64 at = row * RowBytes;
    if (m_heldFrom < 0 || at < m_heldFrom || at + RowBytes > m_heldFrom + m_held.size()) {
        m_heldFrom = std::max(qint64(0), (at - HeldBytes / 2) / RowBytes * RowBytes);
        m_held = m_bytes ? m_bytes->read(m_heldFrom, HeldBytes).value_or(QByteArray()) : QByteArray();
    }
    return m_held.mid(at - m_heldFrom, RowBytes);
}

QString HexView::offsetText(qint64 row) const
{
    const int digits = m_bytes && m_bytes->size() > 0xffffffffLL ? 12 : 8;
    return u"%1"_s.arg(quint64(row * RowBytes), digits, 16, QChar(u'0'));
}

QString HexView::rowText(qint64 row) const
{
    const QByteArray bytes = bytesOfRow(row);
    return u"%1  %2 %3"_s.arg(offsetText(row), hexText(bytes), characterText(bytes));
}

void HexView::paintRow(QPainter &painter, qint64 row, const QRect &area)
{
    const QByteArray bytes = bytesOfRow(row);
    const auto part = [&](const QString &text, int column, Colour colour) {
        painter.setPen(theme().colour(colour));
        painter.drawText(area.adjusted((column + 1) * characterWidth() - leftOffset(), 0, 0, 0),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
        return column + int(text.size());
    };
    int column = part(offsetText(row), 0, Colour::Dim) + 2;
    column = part(hexText(bytes), column, Colour::Text) + 1;
    noteWidth(part(characterText(bytes), column, Colour::Link));
}

} // namespace muster::console
