// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/systemtiles.h"

#include "console/views/models/systemtablemodel.h"
#include "console/views/models/tableproxy.h"
#include "console/views/widgets/tones.h"

#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int TileGap = 2 * Theme::Step; ///< between tiles
constexpr int TilePadding = 3 * Theme::Step;
constexpr int TileWidth = 248;
constexpr int TileMark = 14;
constexpr int MemberMark = 12;
constexpr int BootHeight = 4;

QString cellText(const QModelIndex &index, int column)
{
    return index.siblingAtColumn(column).data().toString();
}

} // namespace

SystemTileDelegate::SystemTileDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize SystemTileDelegate::sizeHint(const QStyleOptionViewItem & /*option*/,
                                   const QModelIndex & /*index*/) const
{
    const int line = QFontMetrics(m_theme.baseFont()).height();
    // name, two lines of what is wrong, power with the boot below it, members
    const int height = 4 * line + BootHeight + MemberMark + 2 * TilePadding + 5 * Theme::Step;
    return {TileWidth + TileGap, height + TileGap};
}

void SystemTileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect tile = option.rect.adjusted(0, 0, -TileGap, -TileGap);
    paintGround(painter, option, index, tile);
    const qreal ratio = painter->device()->devicePixelRatioF();
    const int height = QFontMetrics(m_theme.baseFont()).height();
    QRect line(tile.left() + TilePadding, tile.top() + TilePadding, tile.width() - 2 * TilePadding, height);
    const auto next = [&line, height](int gap) { line.translate(0, height + gap); };

    const Mark mark = Mark(index.data(MarkRole).toInt());
    painter->drawPixmap(line.left(), line.top() + (height - TileMark) / 2,
                        m_theme.mark(mark, ratio, TileMark));
    const QString health = cellText(index, SystemTableModel::Wellness);
    const int healthWidth = QFontMetrics(m_theme.smallFont()).horizontalAdvance(health);
    write(painter, line.adjusted(TileMark + Theme::Step, 0, -healthWidth - Theme::Step, 0),
          m_theme.boldFont(), Colour::Text, index.data().toString());
    write(painter, QRect(line.right() - healthWidth, line.top(), healthWidth + 1, height),
          m_theme.smallFont(),
          textColour(mark == Mark::Critical ? Tone::Critical
                     : mark == Mark::Care   ? Tone::Care
                                            : Tone::Dim),
          health);
    next(Theme::Step);

    const QString wrong = cellText(index, SystemTableModel::Wrong);
    painter->setFont(m_theme.baseFont());
    painter->setPen(m_theme.colour(wrong.isEmpty() ? Colour::Dim : Colour::Text));
    //: of a system: so many of all members answer
    const QString answering = tr("%1 members answer").arg(cellText(index, SystemTableModel::Answering));
    const QRect lines(line.left(), line.top(), line.width(), 2 * height);
    painter->drawText(lines, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap | Qt::TextDontClip,
                      wrong.isEmpty()
                          ? answering
                          : QFontMetrics(m_theme.baseFont())
                                .elidedText(wrong, Qt::ElideRight, 2 * line.width() - 6 * Theme::Step));
    next(0);
    next(Theme::Step);

    QString power = cellText(index, SystemTableModel::Host);
    if (power == SystemTableModel::NotTold)
        power = cellText(index, SystemTableModel::Chassis);
    if (power == SystemTableModel::NotTold)
        //: of a system: neither its hosts' state nor its power is known
        power = tr("State not told");
    const QVariant boot = index.data(SystemTableModel::BootShareRole);
    write(painter, line, m_theme.baseFont(), Colour::Dim,
          boot.isValid()
              //: %1 is what the hosts of a system do, %2 how far they have booted
              ? tr("%1 \u00b7 %2").arg(power, cellText(index, SystemTableModel::Boot))
              : power);
    next(Theme::Step);
    if (boot.isValid())
        paintBoot(painter, QRect(line.left(), line.top(), line.width(), BootHeight), boot.toDouble());
    line.translate(0, BootHeight + 2 * Theme::Step);
    paintMembers(painter, line, index, ratio);
    painter->restore();
}

void SystemTileDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option,
                                     const QModelIndex &index, const QRect &tile) const
{
    const Mark mark = Mark(index.data(MarkRole).toInt());
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isCritical = mark == Mark::Critical;
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    painter->setPen(QPen(m_theme.colour(hasFocus || isSelected ? Colour::Accent
                                        : isCritical           ? Colour::CriticalMark
                                                               : Colour::Line),
                         hasFocus ? 2 : 1));
    painter->setBrush(m_theme.colour(isSelected                                       ? Colour::Selection
                                     : option.state.testFlag(QStyle::State_MouseOver) ? Colour::Hover
                                     : isCritical                                     ? Colour::CriticalGround
                                     : mark == Mark::Stale || mark == Mark::Unknown   ? Colour::StaleGround
                                                                                      : Colour::Panel));
    painter->drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), Theme::Step, Theme::Step);
}

void SystemTileDelegate::paintBoot(QPainter *painter, const QRect &line, double share) const
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.colour(Colour::Line));
    painter->drawRoundedRect(line, BootHeight / 2.0, BootHeight / 2.0);
    QRectF done = line;
    done.setWidth(std::max(double(BootHeight), line.width() * share));
    painter->setBrush(m_theme.colour(Colour::Accent));
    painter->drawRoundedRect(done, BootHeight / 2.0, BootHeight / 2.0);
}

void SystemTileDelegate::paintMembers(QPainter *painter, const QRect &line, const QModelIndex &index,
                                      qreal ratio) const
{
    const auto marks = index.data(SystemTableModel::MemberMarksRole).value<QList<int>>();
    constexpr int Advance = MemberMark + Theme::Step;
    const int fitting = line.width() / Advance;
    // The last places say how many more there are.
    const int shown = marks.size() > fitting ? fitting - 3 : int(marks.size());
    int x = line.left();
    for (int i = 0; i < shown; ++i, x += Advance)
        painter->drawPixmap(x, line.top(), m_theme.mark(Mark(marks.at(i)), ratio, MemberMark));
    if (shown < marks.size())
        write(painter, QRect(x, line.top() - 1, line.right() - x, MemberMark + 2), m_theme.smallFont(),
              Colour::Dim, u"+%1"_s.arg(marks.size() - shown));
}

void SystemTileDelegate::write(QPainter *painter, const QRect &line, const QFont &font, Colour colour,
                               const QString &text) const
{
    painter->setFont(font);
    painter->setPen(m_theme.colour(colour));
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(text, Qt::ElideRight, line.width()));
}

SystemTiles::SystemTiles(const Theme &theme, TableProxy &proxy, QWidget *parent)
    : QListView(parent)
    , m_proxy(proxy)
{
    setModel(&proxy);
    setItemDelegate(new SystemTileDelegate(theme, this));
    setViewMode(IconMode);
    setMovement(Static);
    setResizeMode(Adjust);
    setUniformItemSizes(true);
    setSelectionMode(ExtendedSelection);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("Systems as tiles"));
    connect(&theme, &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
}

void SystemTiles::enterEvent(QEnterEvent *event)
{
    m_proxy.setHeld(true);
    QListView::enterEvent(event);
}

void SystemTiles::leaveEvent(QEvent *event)
{
    m_proxy.setHeld(false);
    QListView::leaveEvent(event);
}

} // namespace muster::console
