// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/machineview.h"

#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"
#include "console/views/text/statephrases.h"

#include <QPainter>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int Gap = 2 * Theme::Step;
constexpr int MarkSize = 12;
constexpr int BarHeight = 6;
/// More members than this are drawn by number only.
constexpr qsizetype MaxLarge = 8;

} // namespace

MachineView::MachineView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Picture of the machine"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

MachineView::Part MachineView::partOf(const SystemMember &member, const FleetNode *node,
                                      const std::optional<ShownState> &shown, Timestamp now)
{
    Part part{.instance = member.instance,
              .name = node ? node->name : member.name,
              .power = {},
              .boot = {},
              .knownAt = {}};
    Health worst = Health::OK;
    std::optional<qint64> age;
    bool isKnown = false;
    for (const SystemFacet &facet : shown ? shown->state.facets : QList<SystemFacet>()) {
        const auto own = std::ranges::find(facet.members, member.nodeId, &MemberFacet::nodeId);
        if (own == facet.members.cend())
            continue;
        isKnown = true;
        worst = std::max(worst, own->health);
        part.isStale |= own->isStale;
        if (own->age)
            age = std::max(age.value_or(0), *own->age);
        // The host says more than the chassis; where there is no host, the chassis has to do.
        if (facet.facet == Facet::Host || (facet.facet == Facet::Chassis && part.power.isEmpty()))
            part.power = StatePhrases::value(own->value);
        if (facet.facet == Facet::BootProgress)
            part.boot = bootShare(own->value);
    }
    part.mark =
        !isKnown ? Mark::Unknown : markOf(ShownHealth{.health = worst, .stale = part.isStale, .oldest = {}});
    if (part.isStale && worst <= Health::Unknown)
        part.mark = Mark::Stale;
    if (part.isStale && age)
        part.knownAt = now - std::chrono::milliseconds(*age);
    return part;
}

void MachineView::show(const Fleet &fleet, const FleetSystem &system, const std::optional<ShownState> &shown,
                       Timestamp now)
{
    QList<Part> parts;
    for (const SystemMember &member : system.members)
        parts.append(partOf(member, fleet.node(member.nodeId), shown, now));
    const bool isOtherSize = parts.size() != m_parts.size();
    if (std::exchange(m_parts, parts) == parts)
        return;
    QStringList words;
    for (const Part &part : std::as_const(m_parts))
        words.append(u"%1 %2: %3, %4%5"_s.arg(QString::number(part.instance), part.name, markWord(part.mark),
                                              part.power, part.isStale ? u"?"_s : QString()));
    setAccessibleDescription(words.join(u"; "_s));
    if (isOtherSize) {
        setFixedHeight(heightForWidth(width()));
        updateGeometry();
    }
    update();
}

bool MachineView::isCompact() const
{
    return m_parts.size() > MaxLarge;
}

QSize MachineView::tile() const
{
    const int line = QFontMetrics(m_theme.baseFont()).height();
    return isCompact() ? QSize(56, line + BarHeight + 5 * Theme::Step)
                       : QSize(148, 2 * line + BarHeight + 8 * Theme::Step);
}

int MachineView::perRow(int width) const
{
    return std::max(1, (width + Gap) / (tile().width() + Gap));
}

int MachineView::heightForWidth(int width) const
{
    const int columns = perRow(width);
    const int rows = std::max(1, (int(m_parts.size()) + columns - 1) / columns);
    return rows * (tile().height() + Gap) - Gap;
}

QSize MachineView::sizeHint() const
{
    return {4 * (tile().width() + Gap), heightForWidth(width())};
}

void MachineView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    setFixedHeight(heightForWidth(width()));
}

void MachineView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int columns = perRow(width());
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        const QPoint at(int(i) % columns * (tile().width() + Gap),
                        int(i) / columns * (tile().height() + Gap));
        paintPart(painter, QRect(at, tile()), m_parts.at(i));
    }
}

void MachineView::paintPart(QPainter &painter, const QRect &area, const Part &part) const
{
    const bool isDim = part.isStale || part.mark == Mark::Unknown;
    const bool isCritical = part.mark == Mark::Critical;
    painter.setPen(QPen(m_theme.colour(isCritical ? Colour::CriticalMark : Colour::FieldLine), 1,
                        isDim && !isCritical ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(m_theme.colour(isCritical ? Colour::CriticalGround
                                    : isDim    ? Colour::StaleGround
                                               : Colour::Panel));
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), Theme::Step, Theme::Step);
    const QRect inner = area.adjusted(2 * Theme::Step, 2 * Theme::Step, -2 * Theme::Step, -2 * Theme::Step);
    const QFontMetrics metrics(m_theme.baseFont());
    painter.drawPixmap(inner.left(), inner.top() + (metrics.height() - MarkSize) / 2,
                       m_theme.mark(part.mark, devicePixelRatioF(), MarkSize));

    const auto write = [&](const QFont &font, Colour colour, const QRect &line, const QString &text) {
        painter.setFont(font);
        painter.setPen(m_theme.colour(colour));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(text, Qt::ElideRight, line.width()));
    };
    const QRect title(inner.left() + MarkSize + Theme::Step, inner.top(),
                      inner.width() - MarkSize - Theme::Step, metrics.height());
    const QString number = QString::number(part.instance);
    write(m_theme.boldFont(), isDim ? Colour::StaleText : Colour::Text, title,
          isCompact() ? number + (part.isStale ? u"?"_s : QString()) : u"%1 %2"_s.arg(number, part.name));
    if (!isCompact()) {
        QString power = part.power.isEmpty() ? tr("not told") : part.power;
        if (part.isStale)
            power += part.knownAt ? u"? \u00b7 "_s + ageOrClock(*part.knownAt) : u"?"_s;
        write(m_theme.baseFont(), isDim ? Colour::StaleText : Colour::Text,
              inner.adjusted(0, metrics.height() + Theme::Step, 0, 0)
                  .intersected(QRect(inner.left(), inner.top() + metrics.height() + Theme::Step,
                                     inner.width(), metrics.height())),
              power);
    }
    if (!part.boot)
        return;
    const QRectF groove(inner.left(), inner.bottom() - BarHeight + 1, inner.width(), BarHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(Colour::Line));
    painter.drawRoundedRect(groove, BarHeight / 2.0, BarHeight / 2.0);
    if (*part.boot <= 0)
        return;
    QRectF done = groove;
    done.setWidth(std::max(double(BarHeight), groove.width() * *part.boot));
    painter.setBrush(m_theme.colour(isDim ? Colour::StaleMark : Colour::Accent));
    painter.drawRoundedRect(done, BarHeight / 2.0, BarHeight / 2.0);
}

} // namespace muster::console
