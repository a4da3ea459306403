// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/history/facethistory.h"
#include "console/views/theme/theme.h"

#include <QWidget>

class QPainter;

namespace muster::console {

/// What each facet had over a time, one strip a facet: the worse, the higher; what nobody told is hatched.
/// With the pointer or the arrow keys one picks a span; words for it are for others to show.
class HistoryStrip : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryStrip(const Theme &theme, QWidget *parent = nullptr);

    /// The picked span stays while it is there.
    void show(const QList<FacetLine> &lines, Timestamp from, Timestamp to);
    [[nodiscard]] const QList<FacetLine> &lines() const { return m_lines; }
    /// The picked span, of which facet; nothing when none is.
    [[nodiscard]] std::optional<std::pair<Facet, FacetSpan>> picked() const;
    void pick(int line, int span);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pickedChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] QRect strip(int line) const; ///< where a line's spans are drawn
    [[nodiscard]] int xOf(Timestamp at) const;
    void pickAt(const QPoint &point);
    void paintSpan(QPainter &painter, const QRect &area, const FacetSpan &span, bool isPicked) const;
    void paintAxis(QPainter &painter) const;

    const Theme &m_theme;
    QList<FacetLine> m_lines;
    Timestamp m_from{};
    Timestamp m_to{};
    int m_line = -1;
    int m_span = -1;
};

} // namespace muster::console
