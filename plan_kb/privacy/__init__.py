"""Personal data in what people type: found and masked before anything is stored or logged."""
