// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/colours.h"
#include "console/views/theme/marks.h"

#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;

namespace muster::console {

enum class ThemeChoice { Desktop, Light, Dark, HighContrast };
enum class Density { Comfortable, Compact };

/// How the console looks: colours, marks, fonts, sizes. Follows the desktop's colour scheme unless told
/// otherwise. One per program, handed to those who paint.
class Theme : public QObject
{
    Q_OBJECT
public:
    static constexpr int Step = 4; ///< every distance is a multiple, in pixels

    explicit Theme(QObject *parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    [[nodiscard]] Density density() const { return m_density; }
    void setDensity(Density density);

    [[nodiscard]] ColourScheme scheme() const;
    [[nodiscard]] QColor colour(Colour role) const { return colourSet(scheme())[role]; }
    [[nodiscard]] QPalette palette() const;

    [[nodiscard]] QPixmap mark(Mark mark, qreal devicePixelRatio, int size = 16) const;
    /// @param icon file name in resources/icons without suffix
    [[nodiscard]] QIcon icon(const QString &icon) const;

    [[nodiscard]] QFont baseFont() const; ///< 13 px, the system's family
    [[nodiscard]] QFont boldFont() const;
    [[nodiscard]] QFont smallFont() const; ///< 11 px, headings of groups and badges
    [[nodiscard]] QFont titleFont() const; ///< 18 px
    [[nodiscard]] QFont fixedFont() const; ///< for names of machines' things: units, ids, paths
    [[nodiscard]] int rowHeight() const; ///< of lists, in pixels

    /// Palette, font and style of the whole program, now and whenever they change.
    void applyTo(QApplication &application);

Q_SIGNALS:
    void changed();

private:
    void desktopSchemeChanged();

    ThemeChoice m_choice = ThemeChoice::Desktop;
    Density m_density = Density::Comfortable;
    QFont m_base;
    QFont m_fixed;
    mutable MarkCache m_marks;
};

} // namespace muster::console
