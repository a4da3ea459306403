// SPDX-License-Identifier: Apache-2.0
#include "console/views/theme/marks.h"

#include <QPainter>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace muster::console {

QString markFile(Mark mark)
{
    switch (mark) {
    case Mark::Well:
        return u":/muster/marks/well.svg"_s;
    case Mark::Care:
        return u":/muster/marks/care.svg"_s;
    case Mark::Critical:
        return u":/muster/marks/critical.svg"_s;
    case Mark::Stale:
        return u":/muster/marks/stale.svg"_s;
    case Mark::Running:
        return u":/muster/marks/running.svg"_s;
    case Mark::Unknown:
        break;
    }
    return u":/muster/marks/unknown.svg"_s;
}

Colour markColour(Mark mark)
{
    switch (mark) {
    case Mark::Well:
        return Colour::WellMark;
    case Mark::Care:
        return Colour::CareMark;
    case Mark::Critical:
        return Colour::CriticalMark;
    case Mark::Running:
        return Colour::Accent;
    case Mark::Stale:
    case Mark::Unknown:
        break;
    }
    return Colour::StaleMark;
}

QPixmap MarkCache::pixmap(const QString &file, const QColor &colour, int size, qreal devicePixelRatio)
{
    const Key key{file, colour.rgba(), qRound(size * devicePixelRatio)};
    if (const auto found = m_pictures.constFind(key); found != m_pictures.cend())
        return *found;
    if (m_pictures.size() >= MaxPictures)
        m_pictures.clear();
    QPixmap picture(key.pixels, key.pixels);
    picture.fill(Qt::transparent);
    {
        QSvgRenderer renderer(file);
        QPainter painter(&picture);
        renderer.render(&painter);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(picture.rect(), colour);
    }
    picture.setDevicePixelRatio(devicePixelRatio);
    m_pictures.insert(key, picture);
    return picture;
}

} // namespace muster::console
