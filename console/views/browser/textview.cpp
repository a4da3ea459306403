// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/textview.h"

#include "console/archive/contentkind.h"
#include "console/views/browser/linecolours.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int CachedLines = 4096;
constexpr qint64 LinesAtOnce = 128; ///< read together: one paints many
constexpr int TabWidth = 8;
constexpr qsizetype MaxShownCharacters = 8192; ///< of one line; painting more would take long

/// Tabs as spaces: all is painted by columns.
QString withoutTabs(const QString &text)
{
    if (!text.contains(u'\t'))
        return text;
    QString plain;
    for (const QChar c : text) {
        if (c == u'\t')
            plain += QString(TabWidth - plain.size() % TabWidth, u' ');
        else
            plain += c;
    }
    return plain;
}

} // namespace

TextView::TextView(const Theme &theme, QWidget *parent)
    : BytesView(theme, parent)
    , m_cache(CachedLines)
{
    setAccessibleName(tr("Text"));
}

void TextView::setLines(std::shared_ptr<const TextLines> lines, Colouring colouring)
{
    m_lines = std::move(lines);
    m_colouring = colouring;
    m_cache.clear();
    resetRows(m_lines ? m_lines->count() : 0);
    goTo(0);
}

void TextView::setPattern(std::optional<TextPattern> pattern)
{
    m_pattern = std::move(pattern);
    viewport()->update();
}

QString TextView::rowText(qint64 row) const
{
    if (const QString *known = m_cache.object(row))
        return *known;
    if (!m_lines || row < 0 || row >= m_lines->count())
        return {};
    const qint64 first = row / LinesAtOnce * LinesAtOnce;
    const auto lines = m_lines->read(first, LinesAtOnce);
    if (!lines)
        return describe(lines.error());
    for (qsizetype i = 0; i < lines->size(); ++i)
        m_cache.insert(first + i, new QString(withoutTabs(readableText(lines->at(i)))));
    const QString *read = m_cache.object(row);
    return read ? *read : QString();
}

int TextView::numbersWidth() const
{
    const auto digits = std::max(qsizetype(3), QString::number(rowCount()).size());
    return int(digits + 2) * characterWidth();
}

void TextView::paintRow(QPainter &painter, qint64 row, const QRect &area)
{
    const QString text = rowText(row).left(MaxShownCharacters);
    noteWidth(text.size() + numbersWidth() / characterWidth());
    painter.save();
    painter.setClipRect(area.adjusted(numbersWidth(), 0, 0, 0));
    const QRect inside = area.adjusted(numbersWidth() + characterWidth() - leftOffset(), 0, 0, 0);
    paintMatches(painter, text, inside);
    paintText(painter, text, inside);
    painter.restore();
    painter.setPen(theme().colour(Colour::Dim));
    painter.drawText(QRect(area.left(), area.top(), numbersWidth() - characterWidth() / 2, area.height()),
                     Qt::AlignRight | Qt::AlignVCenter, QString::number(row + 1));
}

void TextView::paintMatches(QPainter &painter, const QString &text, const QRect &area)
{
    if (!m_pattern)
        return;
    qsizetype from = 0;
    while (const auto match = m_pattern->find(text, from)) {
        const int left = area.left() + fontMetrics().horizontalAdvance(text.left(match->at));
        const int width = fontMetrics().horizontalAdvance(text.sliced(match->at, match->length));
        painter.fillRect(QRect(left, area.top(), std::max(width, 2), area.height()),
                         theme().colour(Colour::CareGround));
        painter.setPen(theme().colour(Colour::CareMark));
        painter.drawRect(QRect(left, area.top(), std::max(width, 2), area.height() - 1));
        from = match->at + std::max<qsizetype>(match->length, 1);
    }
}

void TextView::paintText(QPainter &painter, const QString &text, const QRect &area)
{
    const QList<LinePart> parts = m_colouring == Colouring::Json         ? jsonParts(text)
                                  : m_colouring == Colouring::Difference ? differenceParts(text)
                                                                         : logParts(text);
    int left = area.left();
    for (const LinePart &part : parts) {
        const QString piece = text.sliced(part.at, part.length);
        painter.setPen(theme().colour(part.colour));
        const int width = fontMetrics().horizontalAdvance(piece);
        painter.drawText(QRect(left, area.top(), width + characterWidth(), area.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, piece);
        left += width;
    }
}

} // namespace muster::console
