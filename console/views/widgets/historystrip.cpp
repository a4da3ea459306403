// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/historystrip.h"

#include "console/views/text/historyphrases.h"
#include "console/views/text/statephrases.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

constexpr int LabelWidth = 128;
constexpr int StripHeight = 18;
constexpr float PartialOpacity = 0.45F;
constexpr int LeastTick = 90; ///< between two times on the axis, in pixels

struct Look
{
    Colour ground;
    Colour text;
    double share; ///< of the strip's height
};

Look lookOf(const FacetSpan &span)
{
    switch (span.health) {
    case Health::Critical:
        return {Colour::CriticalMark, Colour::CriticalText, 1.0};
    case Health::Warning:
        return {Colour::CareMark, Colour::CareText, 0.75};
    case Health::OK:
        return {Colour::WellMark, Colour::WellText, 0.45};
    case Health::Unknown:
        break;
    }
    return {Colour::StaleMark, Colour::StaleText, 0.6};
}

/// The first of these that leaves room for the words.
std::chrono::minutes tickOf(std::chrono::milliseconds length, int width)
{
    for (const std::chrono::minutes tick :
         {5min, 10min, 15min, 30min, 60min, 120min, 180min, 360min, 720min, 1440min, 2880min}) {
        if (double(width) * double(std::chrono::milliseconds(tick).count())
            >= double(LeastTick) * double(length.count()))
            return tick;
    }
    return 10'080min;
}

} // namespace

HistoryStrip::HistoryStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("History of the state"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HistoryStrip::show(const QList<FacetLine> &lines, Timestamp from, Timestamp to)
{
    const auto before = picked();
    const bool isOtherSize = lines.size() != m_lines.size();
    m_lines = lines;
    m_from = from;
    m_to = to;
    m_line = -1;
    m_span = -1;
    for (int line = 0; before && line < m_lines.size(); ++line) {
        if (m_lines.at(line).facet != before->first)
            continue;
        const auto &spans = m_lines.at(line).spans;
        // Its end moves on, and its beginning leaves the time that is shown.
        const auto same = std::ranges::find_if(spans, [&before](const FacetSpan &span) {
            return span.value == before->second.value && span.toldBy == before->second.toldBy
                   && span.from < before->second.to && before->second.from < span.to;
        });
        if (same != spans.cend()) {
            m_line = line;
            m_span = int(same - spans.cbegin());
        }
    }
    if (isOtherSize)
        updateGeometry();
    update();
    if (picked() != before)
        Q_EMIT pickedChanged();
}

std::optional<std::pair<Facet, FacetSpan>> HistoryStrip::picked() const
{
    if (m_line < 0 || m_line >= m_lines.size() || m_span < 0 || m_span >= m_lines.at(m_line).spans.size())
        return {};
    return std::pair(m_lines.at(m_line).facet, m_lines.at(m_line).spans.at(m_span));
}

void HistoryStrip::pick(int line, int span)
{
    if (m_lines.isEmpty())
        return;
    m_line = std::clamp(line, 0, int(m_lines.size()) - 1);
    m_span = std::clamp(span, 0, int(m_lines.at(m_line).spans.size()) - 1);
    update();
    if (const auto now = picked())
        setAccessibleDescription(HistoryPhrases::span(now->first, now->second));
    Q_EMIT pickedChanged();
}

int HistoryStrip::lineHeight() const
{
    return std::max(StripHeight, QFontMetrics(m_theme.baseFont()).height()) + 2 * Theme::Step;
}

QSize HistoryStrip::sizeHint() const
{
    const int axis = QFontMetrics(m_theme.smallFont()).height() + Theme::Step;
    return {640, int(std::max(qsizetype(1), m_lines.size())) * lineHeight() + axis};
}

QSize HistoryStrip::minimumSizeHint() const
{
    return {LabelWidth + 2 * LeastTick, sizeHint().height()};
}

QRect HistoryStrip::strip(int line) const
{
    return {LabelWidth, line * lineHeight() + (lineHeight() - StripHeight) / 2,
            std::max(1, width() - LabelWidth - Theme::Step), StripHeight};
}

int HistoryStrip::xOf(Timestamp at) const
{
    const auto length = double(std::max<qint64>(1, (m_to - m_from).count()));
    const QRect area = strip(0);
    return area.left() + int(double(area.width()) * double((at - m_from).count()) / length);
}

void HistoryStrip::pickAt(const QPoint &point)
{
    const int line = point.y() / std::max(1, lineHeight());
    if (line < 0 || line >= m_lines.size() || point.x() < LabelWidth)
        return;
    const auto &spans = m_lines.at(line).spans;
    // A short one is drawn wider than it was, over the one before it.
    for (int span = int(spans.size()) - 1; span >= 0; --span) {
        if (point.x() >= xOf(spans.at(span).from)) {
            if (m_line != line || m_span != span)
                pick(line, span);
            return;
        }
    }
}

void HistoryStrip::mousePressEvent(QMouseEvent *event)
{
    pickAt(event->position().toPoint());
}

void HistoryStrip::mouseMoveEvent(QMouseEvent *event)
{
    pickAt(event->position().toPoint());
}

void HistoryStrip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return pick(m_line, m_span < 0 ? int(m_lines.value(std::max(0, m_line)).spans.size()) : m_span - 1);
    case Qt::Key_Right:
        return pick(m_line, m_span + 1);
    case Qt::Key_Up:
    case Qt::Key_Down: {
        // To what the other facet had at the same time.
        const auto at = picked() ? picked()->second.to - 1ms : m_to;
        const int line =
            std::clamp(m_line + (event->key() == Qt::Key_Up ? -1 : 1), 0, int(m_lines.size()) - 1);
        const auto &spans = m_lines.value(line).spans;
        const auto there = std::ranges::find_if(spans, [at](const FacetSpan &span) { return span.to > at; });
        return pick(line, int(there - spans.cbegin()));
    }
    case Qt::Key_Home:
        return pick(m_line, 0);
    case Qt::Key_End:
        return pick(m_line, int(m_lines.value(std::max(0, m_line)).spans.size()) - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void HistoryStrip::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    paintAxis(painter);
    for (int line = 0; line < m_lines.size(); ++line) {
        const QRect area = strip(line);
        painter.setFont(m_theme.baseFont());
        painter.setPen(m_theme.colour(Colour::Text));
        painter.drawText(QRect(0, area.top(), LabelWidth - 2 * Theme::Step, area.height()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(StatePhrases::facet(m_lines.at(line).facet),
                                                          Qt::ElideRight, LabelWidth - 2 * Theme::Step));
        const auto &spans = m_lines.at(line).spans;
        for (int i = 0; i < spans.size(); ++i) {
            const int left = xOf(spans.at(i).from);
            // Nothing that happened is too short to be seen.
            const int width = std::max(spans.at(i).isTold() ? 2 : 1, xOf(spans.at(i).to) - left);
            paintSpan(painter, QRect(left, area.top(), width, area.height()), spans.at(i),
                      line == m_line && i == m_span);
        }
    }
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.colour(Colour::Accent), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(LabelWidth - 3, 0, -1, -1));
    }
}

void HistoryStrip::paintSpan(QPainter &painter, const QRect &area, const FacetSpan &span, bool isPicked) const
{
    const Look look = lookOf(span);
    const int height = int(area.height() * look.share);
    const QRect bar(area.left(), area.bottom() + 1 - height, area.width(), height);
    if (!span.isTold()) {
        painter.fillRect(area, m_theme.colour(Colour::StaleGround));
        painter.fillRect(area, QBrush(m_theme.colour(Colour::StaleMark), Qt::BDiagPattern));
    } else {
        QColor ground = m_theme.colour(look.ground);
        // Not all members were known: as pale as what is last known elsewhere.
        if (span.isPartial)
            ground.setAlphaF(PartialOpacity);
        painter.fillRect(bar, ground);
        // Where two meet one sees that something changed, although both are well.
        painter.fillRect(QRect(area.left(), area.top(), 1, area.height()), m_theme.colour(look.ground));
        const QString value = StatePhrases::value(span.value);
        painter.setFont(m_theme.smallFont());
        const QRect words =
            area.adjusted(Theme::Step, 0, -Theme::Step, height < area.height() ? -height + 2 : 0);
        // Above the bar where there is room for it; a full one says it by its height and mark in the legend.
        if (height < area.height() / 2 + 1
            && painter.fontMetrics().horizontalAdvance(value) < words.width()) {
            painter.setPen(m_theme.colour(look.text));
            painter.drawText(QRect(words.left(), area.top() - 2, words.width(), area.height() - height + 2),
                             Qt::AlignLeft | Qt::AlignVCenter, value);
        }
    }
    if (isPicked) {
        painter.setPen(QPen(m_theme.colour(Colour::Text), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area.adjusted(0, -1, -1, 0));
    }
}

void HistoryStrip::paintAxis(QPainter &painter) const
{
    if (m_lines.isEmpty())
        return;
    const QRect area = strip(int(m_lines.size()) - 1);
    const int top = int(m_lines.size()) * lineHeight();
    const auto tick = tickOf(m_to - m_from, area.width());
    painter.setFont(m_theme.smallFont());
    painter.setPen(m_theme.colour(Colour::Dim));
    for (Timestamp at = HistoryPhrases::firstTick(m_from, tick); at < m_to; at += tick) {
        const int x = xOf(at);
        painter.fillRect(QRect(x, 0, 1, top), m_theme.colour(Colour::Line));
        const QString text = HistoryPhrases::tick(at, tick);
        const int width = painter.fontMetrics().horizontalAdvance(text);
        if (x - width / 2 >= LabelWidth && x + width / 2 <= area.right())
            painter.drawText(x - width / 2, top + painter.fontMetrics().ascent(), text);
    }
}

} // namespace muster::console
