// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/theme.h"

#include "console/views/theme/musterstyle.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QStyleHints>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int BasePixels = 13;
constexpr int SmallPixels = 11;
constexpr int TitlePixels = 18;
constexpr int FixedPixels = 12;

/// The desktop's fixed font; where it is only the toolkit's last resort, a better one if installed.
QFont findFixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QStringList families = QFontDatabase::families();
    if (!QFontInfo(font).fixedPitch() || QFontInfo(font).family() == "DejaVu Sans Mono"_L1) {
        for (const QString &better : {u"JetBrains Mono"_s, u"Cascadia Mono"_s, u"Noto Sans Mono"_s}) {
            if (families.contains(better)) {
                font.setFamily(better);
                break;
            }
        }
    }
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(FixedPixels);
    return font;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_base(QGuiApplication::font())
    , m_fixed(findFixedFont())
{
    m_base.setPixelSize(BasePixels);
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            &Theme::desktopSchemeChanged);
}

void Theme::setChoice(ThemeChoice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    Q_EMIT changed();
}

void Theme::setDensity(Density density)
{
    if (m_density == density)
        return;
    m_density = density;
    Q_EMIT changed();
}

ColourScheme Theme::scheme() const
{
    switch (m_choice) {
    case ThemeChoice::Light:
        return ColourScheme::Light;
    case ThemeChoice::Dark:
        return ColourScheme::Dark;
    case ThemeChoice::HighContrast:
        return ColourScheme::HighContrast;
    case ThemeChoice::Desktop:
        break;
    }
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark ? ColourScheme::Dark
                                                                                 : ColourScheme::Light;
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Colour colour_) {
        palette.setColor(role, colour(colour_));
    };
    set(QPalette::Window, Colour::Window);
    set(QPalette::Base, Colour::Panel);
    set(QPalette::AlternateBase, Colour::Window);
    set(QPalette::Button, Colour::Panel);
    set(QPalette::ToolTipBase, Colour::Panel);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
                            QPalette::BrightText, QPalette::HighlightedText})
        set(role, Colour::Text);
    set(QPalette::PlaceholderText, Colour::Dim);
    set(QPalette::Highlight, Colour::Selection);
    set(QPalette::Accent, Colour::Accent);
    set(QPalette::Link, Colour::Link);
    set(QPalette::LinkVisited, Colour::Link);
    set(QPalette::Light, Colour::Panel);
    set(QPalette::Midlight, Colour::Hover);
    set(QPalette::Mid, Colour::Line);
    set(QPalette::Dark, Colour::FieldLine);
    set(QPalette::Shadow, Colour::FieldLine);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colour(Colour::StaleMark));
    return palette;
}

QPixmap Theme::mark(Mark mark, qreal devicePixelRatio, int size) const
{
    return m_marks.pixmap(markFile(mark), colour(markColour(mark)), size, devicePixelRatio);
}

QIcon Theme::icon(const QString &icon) const
{
    QIcon result;
    const QString file = u":/muster/icons/%1.svg"_s.arg(icon);
    for (const qreal ratio : {1.0, 2.0, 3.0}) {
        result.addPixmap(m_marks.pixmap(file, colour(Colour::Dim), 16, ratio), QIcon::Normal);
        result.addPixmap(m_marks.pixmap(file, colour(Colour::Text), 16, ratio), QIcon::Active);
        result.addPixmap(m_marks.pixmap(file, colour(Colour::Line), 16, ratio), QIcon::Disabled);
    }
    return result;
}

QFont Theme::baseFont() const
{
    return m_base;
}

QFont Theme::boldFont() const
{
    QFont font = m_base;
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::smallFont() const
{
    QFont font = m_base;
    font.setPixelSize(SmallPixels);
    font.setWeight(QFont::Medium);
    return font;
}

QFont Theme::titleFont() const
{
    QFont font = m_base;
    font.setPixelSize(TitlePixels);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::fixedFont() const
{
    return m_fixed;
}

int Theme::rowHeight() const
{
    return m_density == Density::Comfortable ? 30 : 28;
}

void Theme::applyTo(QApplication &application)
{
    application.setStyle(new MusterStyle(*this));
    const auto apply = [this, &application] {
        application.setFont(baseFont());
        application.setPalette(palette());
        QToolTip::setPalette(palette());
    };
    apply();
    connect(this, &Theme::changed, &application, apply);
}

void Theme::desktopSchemeChanged()
{
    if (m_choice == ThemeChoice::Desktop)
        Q_EMIT changed();
}

} // namespace muster::console
